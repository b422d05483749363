package org.svff.cli

import java.nio.file.Path
import java.util.concurrent.TimeUnit
import org.svff.testbed.Tally
import spock.lang.Specification
import spock.lang.TempDir

/** Two agents as two processes, as on a host on which somebody starts one more. */
class TwoAgentsSpec extends Specification {
    @TempDir
    Path folder

    def running = []

    def 'the second refuses and says why; when the first was killed, the next is let in'() {
        given:
        def first = agent()
        assert firstLine(first).contains('service:jmx')

        when:
        def second = agent()
        def said = second.inputStream.text
        def ended = second.waitFor(60, TimeUnit.SECONDS)

        then:
        ended
        second.exitValue() == 1
        said.contains('another agent of this host has it')
        said.contains(folder.toString())
        first.alive

        when: 'as by kill -9'
        first.destroyForcibly().waitFor()
        def third = agent()

        then:
        firstLine(third).contains('service:jmx')
        Tally.add('agents as processes', 3)
    }

    def 'on one host the second refuses, wherever it keeps its state, and names the first'() {
        given:
        def first = onThisHost('one')
        assert firstLine(first).contains('service:jmx')

        when:
        def second = onThisHost('two')
        def said = second.inputStream.text

        then:
        second.waitFor(60, TimeUnit.SECONDS)
        second.exitValue() == 1
        said.contains("process ${first.pid()}, state in $folder/one")
        !folder.resolve('two').toFile().exists()
        folder.resolve('run/agent.lock').toFile().exists()
        first.alive

        when: 'the first is killed'
        first.destroyForcibly().waitFor()
        def third = onThisHost('two')

        then:
        firstLine(third).contains('service:jmx')
        Tally.add('agents of one host, as processes', 3)
    }

    def 'simulated hosts are as many as there are agents'() {
        expect:
        ['a', 'b'].every { firstLine(start('--simulate', '-o', "state.folder=$folder/$it", '-o', "host.lock=$folder/lock")).contains('service:jmx') }
        !folder.resolve('lock').toFile().exists()
    }

    def 'a lock that is a link is not followed'() {
        given:
        java.nio.file.Files.createSymbolicLink(folder.resolve('lock'), folder.resolve('elsewhere'))

        when:
        def agent = start('-o', "state.folder=$folder/a", '-o', "host.lock=$folder/lock")
        def said = agent.inputStream.text

        then:
        agent.waitFor() == 1
        said.contains('host.lock')
        !folder.resolve('elsewhere').toFile().exists()
    }

    def cleanup() {
        running.each { it.destroyForcibly().waitFor() }
    }

    /** One that looks at this very host; it finds no VMs, and is asked for nothing. */
    private Process onThisHost(String state) {
        start('-o', "state.folder=$folder/$state", '-o', "host.lock=$folder/run/agent.lock", '-o', "vm.sockets=$folder/vms/*.qmp")
    }

    private Process agent() {
        start('--simulate', '-o', "state.folder=$folder/state")
    }

    private Process start(String... options) {
        def quiet = Runtime.version().feature() >= 22 ? ['--enable-native-access=ALL-UNNAMED'] : [] // as the launcher does
        def process = new ProcessBuilder("${System.getProperty('java.home')}/bin/java", *quiet, '-cp', System.getProperty('java.class.path'),
                '-Dsvff.log=ERROR', 'org.svff.cli.Main', 'agent', '--port', '0', '-o', "policy.folder=$folder/none", *options).redirectErrorStream(true).start()
        running << process
        process
    }

    private static String firstLine(Process process) {
        process.inputStream.newReader().readLine() ?: ''
    }
}
