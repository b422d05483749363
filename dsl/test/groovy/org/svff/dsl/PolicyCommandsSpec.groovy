package org.svff.dsl

import java.nio.file.Path
import java.time.Duration
import javax.management.MBeanServerFactory
import org.svff.agent.Agent
import org.svff.agent.Platform
import org.svff.cli.policy.PolicyLanguage
import org.svff.config.Config
import org.svff.jmx.AgentClient
import org.svff.sim.SimulatedHost
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.TempDir

/** Policies on an agent, by its MBeans. */
class PolicyCommandsSpec extends Specification {
    static final POLICY = '''
        card('0000:03:00.0') { vfs 3 }
        assign('web-1', 2) { from '0000:03:00.0' }
        assign 'db-1', 1
    '''.stripIndent()

    @TempDir
    Path state

    @AutoCleanup
    Agent agent

    @AutoCleanup
    AgentClient client

    def language = ServiceLoader.load(PolicyLanguage).findFirst().get()

    def setup() {
        def config = Config.load(Optional.empty(), [:], ['jmx.port': '0', 'state.folder': state.toString()])
        agent = Agent.start(config, Platform.simulated(SimulatedHost.forDemo()), MBeanServerFactory.newMBeanServer())
        client = AgentClient.connect('127.0.0.1', agent.port(), Duration.ofSeconds(30))
    }

    private PolicyLanguage.Result plan(String text) {
        language.plan(new PolicyLanguage.Source('p', text, false), client.agent().refresh())
    }

    def 'a policy is applied, and then has nothing left to change'() {
        given:
        def first = plan(POLICY)

        expect:
        first.errors() == []
        first.unmet() == []
        first.changes()*.text()[0] == 'reconfigure 0000:03:00.0 from 0 to 3 VFs (disturbs nobody)'
        first.changes()*.why() == ['p:2', 'p:4', 'p:3', 'p:3']

        when:
        first.changes()*.make(client)

        then:
        plan(POLICY).changes() == []
        client.agent().snapshot().bindings()*.vm().sort() == ['db-1', 'web-1', 'web-1']

        when: 'less is wanted'
        def second = plan("card('0000:03:00.0') { vfs 2 }; assign 'web-1', 1")
        second.changes()*.make(client)

        then: 'the one of whom nothing is said keeps its VF'
        client.agent().snapshot().bindings()*.vm().sort() == ['db-1', 'web-1']
        client.pf(org.svff.pci.PciAddress.parse('0000:03:00.0')).numVfs == 2
    }

    def 'errors of the text come with their lines, and nothing is planned'() {
        when:
        def result = plan("card('0000:03:00.0') { vfs 3 }\nSystem.exit(1)")

        then:
        result.errors().every { it.startsWith('p:2: ') }
        !result.errors().isEmpty()
        result.changes() == []
    }
}
