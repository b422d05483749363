package org.svff.rig

import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.TimeUnit
import spock.lang.Requires
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.Stepwise
import spock.lang.Timeout
import spock.util.concurrent.PollingConditions

/**
 * The Debian package by the real dpkg, in the rig's VM: what it writes is in memory there, and the host's dpkg knows
 * nothing of it. No systemd runs there, so the agent is started by the unit's own command and environment.
 */
@Requires({ org.svff.testbed.Testbed.isRig() })
@Requires(value = { new File('/usr/bin/dpkg').canExecute() }, reason = 'there is no dpkg')
@Stepwise
@Timeout(value = 8, unit = TimeUnit.MINUTES)
class PackageSpec extends Specification {
    static final UNIT = Path.of('/lib/systemd/system/svff.service')
    static final CONFIG = Path.of('/etc/svff/agent.yaml')
    static final ARCHIVE = Path.of('/usr/lib/svff/svff.jsa')
    static final ENABLED = Path.of('/etc/systemd/system/multi-user.target.wants/svff.service')
    static final NOBODY = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups']

    @Shared
    Process agent

    def cleanupSpec() { stopAgent() }

    private static ProcessBuilder command(List<String> words, Map<String, String> env = [:]) {
        def builder = new ProcessBuilder(words*.toString()).redirectErrorStream(true).redirectInput(new File('/dev/null'))
        builder.environment().remove('JAVA_HOME') // the rig's; an installed svff finds Java by itself
        ([DEBIAN_FRONTEND: 'noninteractive'] + env).each { name, value -> builder.environment().put(name, value.toString()) }
        builder
    }

    private static String run(List<String> words, Map<String, String> env = [:]) {
        def began = System.nanoTime()
        def process = command(words, env).start()
        def said = process.inputStream.text
        assert process.waitFor() == 0: "$words: $said"
        System.err.println("${(System.nanoTime() - began).intdiv(1000000)} ms: ${words.join(' ')}\n$said")
        said
    }

    /** Other packages' triggers, such as the index of manual pages, take minutes under emulation. */
    private static String dpkg(String... words) { run(['dpkg', '--no-triggers', '--force-unsafe-io', *words]) }

    private static String field(String name) { run(['dpkg-query', '-W', "-f=\${$name}", 'svff']) }

    private static Path built() { Path.of(new File('../deb/target').listFiles().find { it.name ==~ /svff_.*\.deb/ }.path) }

    /** The next version: it has another default configuration. */
    private static Path next() {
        def tree = Files.createTempDirectory(Path.of('/run'), 'svff-next')
        def deb = Path.of("${tree}.deb")
        run(['dpkg-deb', '-R', built().toString(), tree.toString()])
        def control = tree.resolve('DEBIAN/control')
        Files.writeString(control, Files.readString(control).replaceAll(/(?m)^Version: .*/, 'Version: 9.0'))
        Files.writeString(tree.resolve(CONFIG.toString().substring(1)), '# What the next version has by default.\n')
        run(['dpkg-deb', '-Znone', '-b', tree.toString(), deb.toString()])
        deb
    }

    private void startAgent() {
        def unit = Files.readAllLines(UNIT)
        def env = unit.findAll { it.startsWith('Environment=') }.collectEntries { it.substring(12).split('=', 2) as List }
        agent = command(unit.find { it.startsWith('ExecStart=') }.substring(10).split(' ') as List, env)
            .redirectOutput(new File(System.getProperty('svff.rig.results'), 'agent.log')).start()
        new PollingConditions(timeout: 120, delay: 0.5).eventually {
            assert agent.alive
            assert new Socket('127.0.0.1', 7118).withCloseable { it.connected }
        }
    }

    private void stopAgent() {
        agent?.destroy()
        assert agent == null || agent.waitFor(60, TimeUnit.SECONDS)
        agent = null
    }

    def 'it is installed, and its service waits for the administrator'() {
        when:
        dpkg('-i', built().toString())

        then:
        field('Status') == 'install ok installed'
        run(['dpkg', '--verify', 'svff']) == ''
        [UNIT, CONFIG, ARCHIVE, Path.of('/usr/share/man/man1/svff.1.gz'), Path.of('/usr/share/svff/svff-jconsole.jar'),
            Path.of('/usr/share/bash-completion/completions/svff'), Path.of('/usr/share/zsh/vendor-completions/_svff'),
            Path.of('/usr/share/doc/svff/examples/svff-user.conf')].every { assert Files.exists(it): it; true }
        !Files.exists(ENABLED)

        and: 'systemd takes the unit as it is installed'
        run(['systemd-analyze', 'verify', '--man=no', UNIT.toString()]).readLines().findAll { it.contains('svff') } == []

        and: 'what is completed in a shell is what this version has'
        run(['bash', '-ec', '''. /usr/share/bash-completion/completions/svff
            COMP_WORDS=(svff re); COMP_CWORD=1; _complete_svff; printf '%s\\n' "${COMPREPLY[@]}"''']).readLines()*.strip().sort() ==
            ['reconfigure', 'restore', 'resume']
    }

    def 'the agent runs from it, and whoever is on the host lists the real cards'() {
        given: 'its administrator wants another port, and more memory'
        Files.writeString(CONFIG, 'jmx:\n  port: 7118\n')
        Files.writeString(Path.of('/etc/default/svff'), 'SVFF_JAVA_OPTS=-Xmx200m\n')
        startAgent()
        def log = Files.createTempFile('svff', '.log')
        Files.delete(log)

        when:
        def said = run([*NOBODY, 'svff', 'list', '--agent', '127.0.0.1:7118'], [JDK_JAVA_OPTIONS: "-Xlog:class+load:file=$log"])

        then:
        said.contains('0000:01:00.0')
        said.contains('0000:02:00.0')

        when: 'where the classes came from'
        def ours = Files.readAllLines(log).findAll { it.contains(' org.svff.') && !it.contains('Lambda') }
        def shared = ours.findAll { it.contains('shared objects file') }

        then:
        ours.size() > 20
        shared.size() > 0.9 * ours.size()
    }

    def 'an upgrade leaves the running agent alone, and keeps what the administrator wrote'() {
        given:
        def before = Files.getLastModifiedTime(ARCHIVE)

        when:
        dpkg('--force-confold', '-i', next().toString())

        then:
        field('Version') == '9.0'
        Files.readString(CONFIG) == 'jmx:\n  port: 7118\n'
        Files.readString(Path.of("${CONFIG}.dpkg-dist")).contains('next version')
        Files.readString(Path.of('/etc/default/svff')) == 'SVFF_JAVA_OPTS=-Xmx200m\n'
        Files.getLastModifiedTime(ARCHIVE) > before
        !Files.exists(ENABLED)
        agent.alive
        run(['svff', 'list', '--agent', '127.0.0.1:7118']).contains('0000:01:00.0')
    }

    def 'removed, it leaves the configuration and the state'() {
        given: 'it was enabled'
        run(['systemctl', '--root=/', 'enable', 'svff.service'])
        assert Files.isSymbolicLink(ENABLED)
        stopAgent()

        when:
        dpkg('-r', 'svff')

        then:
        field('Status') == 'deinstall ok config-files'
        ['/usr/bin/svff', '/usr/share/svff', '/usr/lib/svff', '/usr/share/doc/svff'].every { assert !Files.exists(Path.of(it)): it; true }
        Files.readString(CONFIG) == 'jmx:\n  port: 7118\n'
        Files.exists(Path.of('/var/lib/svff/journal'))
    }

    def 'purged, it leaves nothing'() {
        when:
        dpkg('-P', 'svff')

        then:
        ['/etc/svff', '/etc/default/svff', '/var/lib/svff', '/var/cache/svff', ENABLED.toString(),
            '/run/svff/agent.lock'].every { assert !Files.exists(Path.of(it)) && !Files.isSymbolicLink(Path.of(it)): it; true }

        and: 'dpkg has forgotten it'
        command(['dpkg-query', '-W', 'svff']).start().waitFor() == 1
    }
}
