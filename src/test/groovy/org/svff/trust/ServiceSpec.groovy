package org.svff.trust

import java.util.concurrent.TimeUnit
import spock.lang.Requires
import spock.lang.Specification

/** The systemd unit, by systemd's own checks, where there is one. */
@Requires(value = { ['/usr/bin/systemd-analyze', '/bin/systemd-analyze'].any { new File(it).canExecute() } }, reason = 'systemd-analyze is not here')
class ServiceSpec extends Specification {
    private static String run(String... command) {
        def process = new ProcessBuilder(command).redirectErrorStream(true).start()
        def said = process.inputStream.text
        assert process.waitFor(60, TimeUnit.SECONDS)
        said
    }

    def 'systemd knows every line of it'() {
        given: 'a program that is there'
        def copy = File.createTempDir()
        def unit = new File(copy, 'svff.service')
        unit.text = new File('../examples/svff.service').text.replaceAll('/opt/svff/svff', new File('../svff').canonicalPath)

        expect:
        run('systemd-analyze', 'verify', unit.path).readLines().findAll { it.contains('svff.service') } == []

        cleanup:
        copy.deleteDir()
    }

    def 'so it does of that with a user of its own'() {
        given:
        def folder = File.createTempDir()
        def unit = new File(folder, 'svff.service')
        unit.text = new File('../examples/svff.service').text.replaceAll('/opt/svff/svff', new File('../svff').canonicalPath) +
            new File('../examples/svff-user.conf').text.replaceAll('=svff\n', '=daemon\n')

        expect:
        run('systemd-analyze', 'verify', unit.path).readLines().findAll { it.contains('svff.service') } == []

        cleanup:
        folder.deleteDir()
    }

    def 'so it does of one that opens device files for QEMUs'() {
        given:
        def folder = File.createTempDir()
        def unit = new File(folder, 'svff.service')
        unit.text = new File('../examples/svff.service').text.replaceAll('/opt/svff/svff', new File('../svff').canonicalPath) +
            new File('../examples/svff-files.conf').text

        expect:
        run('systemd-analyze', 'verify', unit.path).readLines().findAll { it.contains('svff.service') } == []

        cleanup:
        folder.deleteDir()
    }

    def 'it is well shut: an exposure below 5 of 10, by systemd'() {
        when:
        def said = run('systemd-analyze', 'security', '--offline=true', '../examples/svff.service')
        def found = said =~ /Overall exposure level for \S+: ([0-9.]+)/

        then:
        !said.contains('Unknown') && (!found || (found[0][1] as double) < 5) // older ones cannot do it without a manager
    }
}
