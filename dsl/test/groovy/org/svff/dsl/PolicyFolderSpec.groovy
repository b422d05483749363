package org.svff.dsl

import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.attribute.PosixFilePermissions
import java.time.Duration
import java.util.concurrent.Callable
import java.util.concurrent.Executors
import javax.management.MBeanServerFactory
import org.svff.agent.Agent
import org.svff.agent.Platform
import org.svff.config.Config
import org.svff.jmx.AgentClient
import org.svff.pci.PciAddress
import org.svff.sim.SimulatedHost
import org.svff.world.BindingId
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.TempDir

/** An agent keeps the quotas of the policies in its folder, whoever asks for a VF. */
class PolicyFolderSpec extends Specification {
    static final A = '0000:03:00.0'
    static final B = '0000:04:00.0'

    @TempDir
    Path folder

    @AutoCleanup
    Agent agent

    @AutoCleanup
    AgentClient client

    Path policies

    def setup() {
        policies = Files.createDirectory(folder.resolve('policies'))
        def config = Config.load(Optional.empty(), [:], [
            'jmx.port': '0', 'state.folder': folder.resolve('state').toString(), 'policy.folder': policies.toString()])
        agent = Agent.start(config, Platform.simulated(SimulatedHost.forDemo()), MBeanServerFactory.newMBeanServer())
        client = AgentClient.connect('127.0.0.1', agent.port(), Duration.ofSeconds(30))
        client.pf(PciAddress.parse(A)).reconfigure(4)
        client.pf(PciAddress.parse(B)).reconfigure(4)
    }

    private Path policy(String name, String text) {
        Files.writeString(policies.resolve(name), text)
    }

    private String attach(String vm, String pf = A) {
        try {
            client.vm(vm).attach(pf).outcome()
        } catch (IllegalStateException e) {
            e.message
        }
    }

    private Map<String, Integer> counts() {
        client.agent().refresh().bindings().countBy { it.vm() }
    }

    def 'what breaks a quota is refused, with its place, and changes nothing'() {
        given:
        def file = policy('q.policy', "\nquota('web-*') { max 1 }")

        expect:
        attach('web-1') == 'DONE'
        def refusal = attach('web-1')
        refusal.startsWith('REFUSED')
        refusal.contains("the quota of $file:2 allows web-1 at most 1")
        counts() == ['web-1': 1]

        and: 'those of whom it says nothing are free'
        attach('db-1') == 'DONE'

        when: 'it is changed'
        policy('q.policy', "quota('web-*') { max 2 }")

        then:
        attach('web-1') == 'DONE'
        attach('web-1').contains('at most 2')

        when: 'it goes'
        Files.delete(file)

        then:
        attach('web-1') == 'DONE'
    }

    def 'what a VM has it keeps: pause, reconfigure and resume are not asked about'() {
        given:
        attach('web-1')
        attach('web-1')
        policy('q.policy', "quota('web-1') { max 1 }")

        expect:
        client.pf(PciAddress.parse(A)).reconfigure(3).outcome() == 'DONE'
        counts() == ['web-1': 2]
        client.binding(BindingId.parse('web-1/svff-0')).pause().outcome() == 'DONE'
        client.binding(BindingId.parse('web-1/svff-0')).resume().outcome() == 'DONE'
        attach('web-1').contains('at most 1')
    }

    def 'a quota of a card is kept by bindings that move, too'() {
        given:
        policy('q.policy', "quota('web-1') { max 1; of '$B' }")
        attach('web-1')
        attach('web-1', B)

        when:
        client.binding(BindingId.parse('web-1/svff-0')).reconfigure("$B/2")

        then:
        def e = thrown(IllegalStateException)
        e.message.contains('allows web-1 at most 1')
    }

    def 'what is kept for one is not given to another'() {
        given:
        policy('q.policy', "quota('db-1') { min 7; of '$A' }")

        expect: 'the card can have 8'
        attach('web-1') == 'DONE'
        attach('web-1').contains('keeps 7 for db-1')
        attach('db-1') == 'DONE'
    }

    def 'a policy that cannot be used denies: #why'() {
        given:
        def file = policy('q.policy', text)
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights))

        expect:
        def refusal = attach('web-1')
        refusal.startsWith('REFUSED')
        refusal.contains(why)
        counts() == [:]

        where:
        text                       | rights      || why
        "quota('web-1') { max }"   | 'rw-------' || 'q.policy:1: '
        "System.exit(0)"           | 'rw-------' || "q.policy:1: a policy has no 'exit'"
        "quota('web-1') { max 1 }" | 'rw-rw----' || 'can be written by others'
        "quota('web-1') { max 1 }" | 'rw----rw-' || 'can be written by others'
    }

    def 'a quota holds when several ask at once'() {
        given:
        policy('q.policy', "groupQuota('*') { max 3 }")
        def pool = Executors.newFixedThreadPool(8)

        when:
        def asked = (0..<12).collect { i ->
            ({ -> attach(['web-1', 'db-1'][i % 2], [A, B][i.intdiv(2) % 2]) } as Callable<String>)
        }
        def outcomes = pool.invokeAll(asked)*.get()

        then:
        outcomes.count('DONE') == 3
        counts().values().sum() == 3

        cleanup:
        pool.shutdownNow()
    }
}
