package org.svff.dsl

import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration
import java.util.concurrent.TimeUnit
import javax.management.MBeanServerFactory
import org.svff.agent.Agent
import org.svff.agent.Platform
import org.svff.cli.Main
import org.svff.cli.print.Screen
import org.svff.config.Config
import org.svff.jmx.AgentClient
import org.svff.pci.PciAddress
import org.svff.sim.SimulatedHost
import org.svff.world.BindingId
import org.yaml.snakeyaml.LoaderOptions
import org.yaml.snakeyaml.Yaml
import org.yaml.snakeyaml.constructor.SafeConstructor
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.TempDir
import spock.util.concurrent.PollingConditions

/** svff policy, as it is typed: what it prints, and its exit codes. */
class PolicyCliSpec extends Specification {
    static final A = '0000:03:00.0'

    @TempDir
    Path folder

    @AutoCleanup
    Agent agent

    @AutoCleanup
    AgentClient client

    Path policies
    Path file
    StringWriter out = new StringWriter()
    StringWriter err = new StringWriter()
    PollingConditions soon = new PollingConditions(timeout: 60, delay: 0.05)

    def setup() {
        policies = Files.createDirectory(folder.resolve('policies'))
        file = folder.resolve('night.policy')
        def config = Config.load(Optional.empty(), [:], [
            'jmx.port': '0', 'state.folder': folder.resolve('state').toString(), 'policy.folder': policies.toString()])
        agent = Agent.start(config, Platform.simulated(SimulatedHost.forDemo()), MBeanServerFactory.newMBeanServer())
        client = AgentClient.connect('127.0.0.1', agent.port(), Duration.ofSeconds(30))
        client.pf(PciAddress.parse(A)).reconfigure(2)
    }

    private int policy(Object... words) {
        out = new StringWriter()
        err = new StringWriter()
        Main.run((['policy'] + words*.toString()) as String[], Screen.plain(new PrintWriter(out), new PrintWriter(err)),
                [SVFF_AGENT: "127.0.0.1:${agent.port()}".toString()])
    }

    private List<String> lines() {
        out.toString().readLines()
    }

    /** JSON is YAML. */
    private static Object json(String text) {
        new Yaml(new SafeConstructor(new LoaderOptions())).load(text)
    }

    private void kept(String name, String text) {
        Files.writeString(policies.resolve("${name}.policy"), text)
        soon.eventually { assert client.policies().contains(name) }
    }

    def 'check says that all is well, or each error with its line'() {
        given:
        Files.writeString(file, "quota('web-*') { max 1 }\n")

        expect:
        policy('check', file) == 0
        lines() == ['no errors']

        when:
        Files.writeString(file, "quota('web-*') { max 1 }\nassign 'web-1', 2\ncard('0000:09:00.0') { vfs 1 }\n")

        then:
        policy('check', file) == 1
        err.toString().contains("$file:2: web-1 is to have 2 VFs, and the quota of $file:1 allows it 1")
        err.toString().contains("$file:3: there is no card 0000:09:00.0")
    }

    def 'plan ends with 3 when there is something to change, apply does it, and then plan ends with 0'() {
        given:
        Files.writeString(file, "assign 'web-1', 1\nvm('web-1').pause()\n")

        expect:
        policy('plan', file) == 3
        lines().any { it.contains("attach a VF of $A to web-1") && it.contains('night.policy:1') }
        lines().any { it.contains('night.policy:2') }
        client.agent().refresh().bindings() == []

        and:
        policy('apply', file) == 0
        client.agent().refresh().bindings()*.state() == ['PAUSED']
        lines().any { it.contains('pause web-1') }

        and:
        policy('plan', file) == 0
    }

    def 'status tells of what the agent keeps, aligned and as JSON, and it is switched'() {
        given:
        kept('limits', "quota('web-1') { max 0 }")
        kept('broken', 'quota(')
        soon.eventually { assert client.policy('broken').error != '' }

        expect:
        policy('status') == 0
        lines().any { it ==~ /limits +kept +0 +0 .*limits.policy/ }
        lines().any { it ==~ /broken +broken .*/ }
        lines().any { it.contains('broken.policy:1: ') }

        when:
        int code = policy('status', '--json')

        then:
        code == 0
        with(json(out.toString())) { all ->
            all*.name.sort() == ['broken', 'limits']
        }

        and:
        policy('disable', 'broken') == 0
        !client.policy('broken').enabled
        policy('enable', 'broken') == 0
        client.policy('broken').enabled
        policy('disable', 'nothing') != 0
        err.toString().contains('nothing')
    }

    def 'plan knows what the policies of the agent would refuse'() {
        given:
        kept('limits', "quota('web-1') { max 1 }")
        soon.eventually { assert client.agent().refresh().vms().find { it.name() == 'web-1' }.quota() == 1 }
        Files.writeString(file, "assign 'web-1', 2\n")

        expect:
        policy('plan', file) == 1
        (out.toString() + err).contains('web-1 lacks 1 of 2 VFs: by the agent')
        policy('check', file) == 1
        err.toString().contains("limits.policy:1")
    }

    def 'explain asks the agent, or a file'() {
        given:
        kept('limits', "quota('web-1') { max 3 }")
        Files.writeString(file, "assign 'web-1', 2\n")

        expect:
        policy('explain', 'web-1') == 0
        lines().any { it.contains('limits.policy:1') && it.contains('max 3') && it.contains('has 0 of 3') }
        policy('explain', 'web-1', file) == 0
        lines().any { it.contains('night.policy:1') && it.contains('assign 2 VFs') }
        policy('explain', 'nobody') != 0
        err.toString().contains('nobody')
    }

    def 'run keeps it, tells each decision as a line of JSON, and a SIGTERM ends it cleanly'() {
        given:
        Files.writeString(file, "assign('web-1', 1) { from '$A' }\n")
        def log = folder.resolve('run.log')
        def process = new ProcessBuilder(System.getProperty('java.home') + '/bin/java', '-cp', System.getProperty('java.class.path'),
                'org.svff.cli.Main', 'policy', 'run', file.toString(), '--json', '--agent', "127.0.0.1:${agent.port()}")
                .redirectErrorStream(true).redirectOutput(log.toFile()).start()

        when:
        soon.eventually { assert client.agent().refresh().bindings()*.vm() == ['web-1'] }
        client.binding(BindingId.parse('web-1/svff-0')).detach()
        soon.eventually { assert log.toFile().text.contains('was undone by somebody') }
        process.destroy()

        then:
        process.waitFor(60, TimeUnit.SECONDS)
        process.exitValue() == 143
        def told = log.toFile().readLines().collect { json(it) }
        told*.what.containsAll(['NEWS', 'DONE', 'WAITS'])
        told.find { it.what == 'DONE' }.place == "$file:1"
        told.last().text == 'ended'

        cleanup:
        process?.destroyForcibly()
    }

    def 'run says what is wrong with a policy, and ends'() {
        given:
        Files.writeString(file, 'assign(')

        expect:
        policy('run', file) == 1
        err.toString().contains("$file:1: ")
    }

    def 'test tells of a host that is not as expected, and needs no agent'() {
        given:
        def host = Files.writeString(folder.resolve('h.yaml'), "cards: {'$A': {vfs: 1}}\nvms: {web-1: []}\nchanges: []\n")
        Files.writeString(file, "assign 'web-1', 1\n")

        expect:
        policy('test', file, host) == 1
        err.toString().contains("attach a VF of $A to web-1")
        policy('test', '../examples/policies/quota.policy', '../examples/policies/quota.host.yaml') == 0
        lines() == ['as expected']
    }
}
