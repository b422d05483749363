package org.svff.dsl

import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.TimeUnit
import javax.management.MBeanServerFactory
import org.svff.agent.Agent
import org.svff.agent.Platform
import org.svff.cli.policy.PolicyFiles
import org.svff.cli.policy.PolicyLanguage
import org.svff.cli.policy.PolicyLanguage.Decided
import org.svff.cli.policy.PolicyLanguage.Decision
import org.svff.cli.policy.PolicyLanguage.Enforcement
import org.svff.config.Config
import org.svff.jmx.AgentClient
import org.svff.pci.PciAddress
import org.svff.sim.SimulatedHost
import org.svff.world.BindingId
import org.svff.world.PauseSupport
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.TempDir
import spock.util.concurrent.PollingConditions

/** A policy that is kept, over JMXMP: on events, by the clock, against others, with an agent that goes and comes. */
class PolicyRunSpec extends Specification {
    static final A = '0000:03:00.0'
    static final B = '0000:04:00.0'

    @TempDir
    Path folder

    @AutoCleanup
    Agent agent

    @AutoCleanup
    AgentClient client

    SimulatedHost host = SimulatedHost.forDemo()
    List<Decision> decisions = new CopyOnWriteArrayList<>()
    PolicyRun run
    CompletableFuture<List<String>> running
    PollingConditions soon = new PollingConditions(timeout: 40, delay: 0.05)

    def setup() {
        Files.createDirectory(folder.resolve('policies'))
        host.startVm('web-2', PauseSupport.VFIO_PAUSE)
        start('0')
        soon.eventually { assert client.agent().refresh().vms()*.name().contains('web-2') }
    }

    def cleanup() {
        run?.stop()
        running?.get(60, TimeUnit.SECONDS)
    }

    private void start(String port) {
        def config = Config.load(Optional.empty(), [:], [
            'jmx.port': port, 'state.folder': folder.resolve('state').toString(),
            'policy.folder': folder.resolve('policies').toString()])
        agent = Agent.start(config, Platform.simulated(host), MBeanServerFactory.createMBeanServer())
        client = AgentClient.connect('127.0.0.1', agent.port(), Duration.ofSeconds(30))
    }

    private Path keep(String text, boolean trusted = false) {
        def file = Files.writeString(folder.resolve('p.policy'), text)
        int port = agent.port()
        run = new PolicyRun(new Enforcement([{ PolicyFiles.read(file, trusted) } as PolicyLanguage.Reading],
                { AgentClient.connect('127.0.0.1', port, Duration.ofSeconds(30)) }, { decisions << it }),
                java.time.Clock.system(java.time.ZoneId.systemDefault()))
        running = CompletableFuture.supplyAsync { run.run() }
        file
    }

    private List<String> decided(Decided... kinds) {
        decisions.findAll { it.what() in kinds }.collect { it.text() }
    }

    private void awaitKept() {
        soon.eventually { assert decided(Decided.NEWS).any { it.startsWith('keeping') } }
    }

    private Map<String, Integer> has() {
        client.agent().refresh().bindings().countBy { it.vm() }
    }

    def 'the host is made as the policy wants it, also for a VM that comes, and each decision names its line'() {
        when:
        def file = keep("card('$A') { vfs 3 }\nassign 'web-1', 1\nassign 'new-1', 1")

        then:
        soon.eventually { assert has() == ['web-1': 1] }
        soon.eventually { assert decided(Decided.DONE).size() == 2 }
        decisions.findAll { it.what() == Decided.DONE }*.place() == ["$file:1", "$file:2"]

        when:
        host.startVm('new-1', PauseSupport.VFIO_PAUSE)

        then:
        soon.eventually { assert has() == ['web-1': 1, 'new-1': 1] }

        when: 'it ends cleanly'
        run.stop()

        then:
        running.get(60, TimeUnit.SECONDS) == []
        decisions.last().text() == 'ended'
    }

    def 'events call actions: a binding that is paused is resumed, a refused request is told'() {
        given:
        client.pf(PciAddress.parse(A)).reconfigure(2)
        client.vm('web-1').attach(A)
        Files.writeString(folder.resolve('policies/q.policy'), "quota('db-1') { max 0 }")
        keep('''
            on bindingPaused('web-*') { it.resume() }
            on quotaHit { notify 'refused:', it.message }
            on pfFull { pf -> if (pf.vfs < pf.totalVfs) { pf.reconfigure vfs: pf.vfs + 2 } }
        '''.stripIndent())
        awaitKept()

        when:
        client.binding(BindingId.parse('web-1/svff-0')).pause()

        then:
        soon.eventually {
            assert decided(Decided.DONE) == ['resume web-1/svff-0']
            assert client.agent().snapshot().bindings()*.state() == ['ATTACHED']
        }

        when:
        client.vm('db-1').attach(A)

        then:
        thrown(IllegalStateException)
        soon.eventually { assert decided(Decided.NOTIFIED).any { it.startsWith('refused:') && it.contains('q.policy:1') } }

        when: 'the last VF goes'
        client.vm('web-2').attach(A)

        then:
        soon.eventually { assert decided(Decided.DONE).contains("reconfigure $A to 4 VFs" as String) }
    }

    def 'what somebody undoes is done again later, and what fails is tried again later'() {
        given:
        client.pf(PciAddress.parse(A)).reconfigure(2)
        keep("assign('web-1', 1) { from '$A' }")
        soon.eventually { assert has() == ['web-1': 1] }

        when:
        client.binding(BindingId.parse('web-1/svff-0')).detach()

        then:
        soon.eventually { assert decided(Decided.WAITS).size() == 1 }
        decided(Decided.WAITS)[0].contains('was undone by somebody, and is done again in')
        soon.eventually { assert has() == ['web-1': 1] }

        when: 'the agent refuses'
        Files.writeString(folder.resolve('policies/q.policy'), "groupQuota('*') { max 1 }")
        soon.eventually { assert client.agent().policyCount == 1 }
        Files.writeString(folder.resolve('p.policy'), "assign('web-1', 2) { from '$A' }")

        then:
        soon.eventually { assert decided(Decided.FAILED).size() >= 2 }
        decided(Decided.FAILED)[0].contains('again in 1 s')
        decided(Decided.FAILED)[1].contains('again in 2 s')
        has() == ['web-1': 1]
    }

    def 'an agent that is started again is found again, and a broken change of the file is not taken'() {
        given:
        client.pf(PciAddress.parse(A)).reconfigure(2)
        int port = agent.port()
        keep("assign('web-1', 1) { from '$A' }")
        soon.eventually { assert has() == ['web-1': 1] }

        when:
        Files.writeString(folder.resolve('p.policy'), 'assign(')

        then:
        soon.eventually { assert decided(Decided.NEWS).contains('the policy is kept as it was') }

        when:
        client.close()
        def closing = agent
        agent = null
        stopJmx(closing)
        host = SimulatedHost.forDemo()
        start(port as String)
        client.pf(PciAddress.parse(A)).reconfigure(1)

        then:
        soon.eventually { assert decided(Decided.NEWS).count { it.startsWith('keeping') } == 2 }
        soon.eventually { assert has() == ['web-1': 1] }
    }

    private static void stopJmx(Agent closing) {
        closing.close()
    }

    def 'a file that cannot be read is told once, and the policy goes on'() {
        given:
        client.pf(PciAddress.parse(A)).reconfigure(2)
        def file = keep("assign('web-1', 1) { from '$A' }\nevery('1s') { notify 'tick' }")
        soon.eventually { assert has() == ['web-1': 1] }

        when:
        Files.delete(file)
        soon.eventually { assert decided(Decided.FAILED).any { it.contains('it is kept as it was') } }
        int ticks = decided(Decided.NOTIFIED).size()

        then: 'many looks later'
        soon.eventually { assert decided(Decided.NOTIFIED).size() >= ticks + 4 }
        decided(Decided.FAILED).size() == 1
    }

    def 'time brings actions, and a script is run once, after the plan'() {
        when:
        keep("card('$A') { vfs 1 }\nevery('1s') { notify 'tick' }\nscript { vm('web-1').attach '$A' }")

        then:
        soon.eventually { assert decided(Decided.NOTIFIED).size() >= 2 }
        decided(Decided.DONE).size() == 2
        has() == ['web-1': 1]
    }

    def 'an error in actions is told with its line, and nothing ends'() {
        when:
        def file = keep("every('1s') {\n  vm('nobody').pause()\n}")

        then:
        soon.eventually { assert decisions.count { it.what() == Decided.FAILED } >= 2 }
        decisions.find { it.what() == Decided.FAILED }.with {
            assert text() == 'there is no VM nobody'
            place() == "$file:2"
        }
    }

    def 'a trusted policy is Groovy, an untrusted one with the same text is refused'() {
        given:
        def text = "def names = ['web-1', 'web-2'].collect { it.reverse().reverse() }\nfor (n in names) assign(n, 1)\nscript { bindings*.pause() }"

        when:
        keep(text, true)

        then:
        soon.eventually { assert client.agent().refresh().bindings()*.state() == ['PAUSED', 'PAUSED'] }

        when:
        run.stop()
        running.get(60, TimeUnit.SECONDS)
        keep(text, false)

        then:
        running.get(60, TimeUnit.SECONDS).any { it.contains("p.policy:2: a policy has no such statements (for)") }
    }

    def 'the same script does the same over JMXMP and in the same process, #how'() {
        given:
        client.pf(PciAddress.parse(A)).reconfigure(2)
        def actions = "pf('$A').reconfigure vfs: 4\n vm('web-1').attach '$A/3'\n bindings.findAll { it.paused }.each { it.resume() }\n notify pfs.size()"
        def source = new org.svff.cli.policy.PolicyLanguage.Source('s', "$before$actions$after", false)
        def texts = []

        expect:
        new PolicyCommands().runScripts(source, client, { texts << it.text() }) == []
        client.binding(BindingId.parse('web-1/svff-0')).detach().outcome() == 'DONE'
        new PolicyCommands().runScripts(source, AgentClient.local(agentServer()), { texts << it.text() }) == []
        texts == ["reconfigure $A to 4 VFs", "attach $A/3 to web-1", 'notify: 2'] * 2

        where:
        how            | before      | after
        'in braces'    | 'script { ' | ' }'
        'in no braces' | ''          | ''
    }

    private javax.management.MBeanServer agentServer() {
        MBeanServerFactory.findMBeanServer(null).find {
            it.isRegistered(new javax.management.ObjectName('svff:type=Agent')) &&
                    it.getAttribute(new javax.management.ObjectName('svff:type=Agent'), 'StartedAt') == client.agent().startedAt
        }
    }
}
