package org.svff.cli

import java.time.Instant
import java.util.concurrent.CompletableFuture
import java.util.concurrent.TimeUnit
import org.svff.cli.print.Dashboard
import org.svff.cli.print.Screen
import org.svff.jmx.AgentNotification
import org.svff.testbed.DemoAgent
import spock.lang.AutoCleanup
import spock.lang.Requires
import spock.lang.Shared
import spock.lang.Specification

/** The live screens: what they show, and that the terminal is as before when they end. */
class LiveSpec extends Specification {
    static final CARD = '0000:03:00.0'

    @Shared
    @AutoCleanup
    DemoAgent agent = new DemoAgent()

    def setupSpec() {
        assert run('reconfigure', CARD, '--vfs', '4') == 0
        assert run('attach', 'web-1', CARD) == 0
        assert run('attach', 'db-1', CARD) == 0
        assert run('reconfigure', CARD, '--vfs', '6') == 0
        assert run('pause', 'db-1/svff-0') == 0
    }

    private int run(String... words) {
        Main.run(words, Screen.plain(new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter())),
            [SVFF_AGENT: "127.0.0.1:${agent.port()}".toString()])
    }

    private static Screen screen(boolean unicode, boolean colour) {
        new Screen(new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter()), colour, unicode, true, 80)
    }

    private Dashboard.Moment moment() {
        new Dashboard.Moment('host-1', Instant.EPOCH, agent.client().agent().snapshot(),
            agent.client().operations().history(1), 1.5d, '5 done')
    }

    private static List<AgentNotification> events(int n) {
        (1..n).collect { new AgentNotification(it, Instant.EPOCH, 'svff.vf.added', "$CARD/$it", "VF $CARD/$it appeared" * 5, '', 'FREE') }
    }

    private static List<String> bare(List<String> lines) {
        lines*.replaceAll('\u001b\\[[0-9;]*m', '')
    }

    def 'watch shows each VF, who is paused, and the newest events, within #width columns and #height lines'() {
        when:
        def lines = bare(new Dashboard(screen(true, true), width, height).watch(moment(), events(50)))

        then:
        lines.size() <= height
        lines.every { it.size() <= width }
        lines[0].contains('host-1')
        lines.any { it.startsWith(CARD) && it.contains('●◐○○○○') }
        height < 20 || lines.any { it.contains('db-1/svff-0') && it.contains('paused') }
        height < 24 || lines.any { it.contains('vf.added') }

        where:
        width << [40, 80, 140]
        height << [10, 24, 50]
    }

    def 'top shows the longest paused first, and how long guests were without'() {
        given:
        def lines = new Dashboard(screen(true, false), 140, 24).top(moment())
        def first = lines.findIndexOf { it.contains('OUTAGES') } + 1

        expect:
        lines[1] == 'Operations: 1.5 a minute, 1 running; 5 done'
        lines[first].contains('db-1/svff-0')
        lines[first + 1] ==~ /●  web-1\/svff-0 .* attached +1 +\d.*s +\d.*s/
    }

    def 'without colours and Unicode nothing is lost'() {
        given:
        def lines = new Dashboard(screen(false, false), 80, 24).watch(moment(), events(3))

        expect:
        lines.any { it.endsWith('*=....') }
        lines.every { line -> line.every { it >= ' ' && it <= '~' } }
    }

    def 'a hundred cards are cut at the edge, which is said'() {
        given:
        def world = agent.client().agent().snapshot()
        def many = new org.svff.jmx.view.WorldView(1, '', world.pfs() * 50, world.vfs(), world.vms(), world.bindings())
        def now = new Dashboard.Moment('host-1', Instant.EPOCH, many, [], -1d, '')

        expect:
        with(new Dashboard(screen(true, false), 80, 24).watch(now, [])) {
            it.size() == 24
            it.last() =~ /more lines/
        }
    }

    def 'where nobody looks, top is printed once and watch in lines'() {
        given:
        def out = new StringWriter()
        def plain = Screen.plain(new PrintWriter(out), new PrintWriter(new StringWriter()))

        expect:
        Main.run(['top'] as String[], plain, [SVFF_AGENT: "127.0.0.1:${agent.port()}".toString()]) == 0
        out.toString().contains('OUTAGES')
        !out.toString().contains('\u001b')
    }

    /** Runs a command on a terminal of its own (script(1)), with what is typed, between two looks at its settings. */
    private String onTerminal(String typed, String... words) {
        def java = [System.getProperty('java.home') + '/bin/java', '-Dsvff.terminal.out=true', '-cp',
            System.getProperty('java.class.path'), 'org.svff.cli.Main', *words]
        def line = "trap : INT; stty -g; ${java.collect { "'$it'" }.join(' ')}; stty -g"
        // Whoever runs the tests in the background may ignore interrupts, and those that he starts with him.
        def process = new ProcessBuilder('env', '--default-signal=INT', 'script', '-qec', line.toString(), '/dev/null').redirectErrorStream(true).with {
            environment().putAll([TERM: 'xterm', LC_ALL: 'C.UTF-8', SVFF_AGENT: "127.0.0.1:${agent.port()}".toString(), SHELL: '/bin/sh'])
            start()
        }
        CompletableFuture.runAsync {
            if (!process.waitFor(60, TimeUnit.SECONDS)) { // one that does not end would be read from for ever
                process.descendants().each { it.destroyForcibly() }
                process.destroyForcibly()
            }
        }
        def said = new StringBuilder()
        def reader = process.inputReader()
        boolean asked = false
        for (int c = reader.read(); c >= 0; c = reader.read()) {
            said.append((char) c)
            if (!asked && said.indexOf('\u001b[J') >= 0) { // the first screen is drawn
                asked = true
                process.outputStream.write(typed.bytes)
                process.outputStream.flush()
            }
        }
        assert process.waitFor(60, TimeUnit.SECONDS)
        said
    }

    @Requires({ ['/usr/bin/script', '/bin/script'].any { new File(it).canExecute() } && new File('/dev/ptmx').exists() })
    def '#words takes the terminal, and #how gives it back as it was'() {
        when:
        def said = onTerminal(typed, *words)
        def settings = said.readLines().findAll { it ==~ /[0-9a-f:]{20,}/ || it =~ /[0-9a-f]+(:[0-9a-f]+){10,}/ }
            .collect { (it =~ /[0-9a-f]+(:[0-9a-f]+){10,}/)[0][0] }

        then:
        said.contains('\u001b[?1049h') && said.contains('\u001b[?1049l')
        said.indexOf('\u001b[?25l') < said.indexOf('\u001b[?25h')
        said.contains(shows)
        settings.size() == 2
        settings[0] == settings[1]

        where:
        words     | typed    | how          || shows
        ['watch'] | 'q'      | 'q'          || 'Without a VF'
        ['top']   | '\u0003' | 'an interrupt' || 'OUTAGES'
    }
}
