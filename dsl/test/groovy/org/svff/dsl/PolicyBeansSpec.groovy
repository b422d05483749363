package org.svff.dsl

import java.nio.file.Files
import java.nio.file.Path
import java.security.MessageDigest
import java.time.Duration
import java.util.concurrent.CopyOnWriteArrayList
import javax.management.MBeanOperationInfo
import javax.management.MBeanServerFactory
import javax.management.ObjectName
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
import spock.util.concurrent.PollingConditions

/** The policies that an agent keeps, as clients see and switch them over JMX. */
class PolicyBeansSpec extends Specification {
    static final A = '0000:03:00.0'

    @TempDir
    Path folder

    @AutoCleanup
    Agent agent

    @AutoCleanup
    AgentClient client

    Path policies
    PollingConditions soon = new PollingConditions(timeout: 60, delay: 0.05)

    def setup() {
        policies = Files.createDirectory(folder.resolve('policies'))
        start([:])
    }

    private void start(Map<String, String> options) {
        client?.close()
        agent?.close()
        def config = Config.load(Optional.empty(), [:], [
            'jmx.port': '0', 'state.folder': folder.resolve('state').toString(), 'policy.folder': policies.toString()] + options)
        agent = Agent.start(config, Platform.simulated(SimulatedHost.forDemo()), MBeanServerFactory.newMBeanServer())
        client = AgentClient.connect('127.0.0.1', agent.port(), Duration.ofSeconds(30))
        client.pf(PciAddress.parse(A)).reconfigure(4)
    }

    private Path policy(String name, String text) {
        Files.writeString(policies.resolve(name + '.policy'), text)
    }

    private void awaitPolicy(String name, Closure<Boolean> condition = { true }) {
        soon.eventually {
            assert client.policies().contains(name)
            assert condition(client.policy(name))
        }
    }

    private String attach(String vm) {
        try {
            client.vm(vm).attach(A).outcome()
        } catch (IllegalStateException e) {
            e.message
        }
    }

    def 'there is an MBean for each file, without anybody asking for a VF, and it goes with the file'() {
        given:
        def news = new CopyOnWriteArrayList()
        client.onNotification { if (it.type() == 'svff.policy.changed') news << it }

        when:
        def text = "quota('web-1') { max 1 }"
        def file = policy('limits', text)
        awaitPolicy('limits')

        then:
        with(client.policy('limits')) {
            it.file == file.toString()
            enabled
            error == ''
            sha256 == MessageDigest.getInstance('SHA-256').digest(text.bytes).encodeHex().toString()
            violations as List == []
            denials == 0
            lastDenial == ''
        }
        client.connection().isRegistered(new ObjectName('svff:type=Policy,name=limits'))
        client.agent().policyCount == 1
        soon.eventually { assert news*.subject() == ['limits'] && news[0].message().contains('is kept from now on') }

        when: 'it changes'
        policy('limits', "quota('web-1') { max 2 }")
        soon.eventually { assert news.size() == 2 && news[1].message().contains('has changed') }
        Files.delete(file)

        then:
        soon.eventually {
            assert client.policies() == []
            assert news.size() == 3 && news[2].message().contains('is gone')
        }
        client.agent().policyCount == 0
    }

    def 'each VM tells what quotas say of it'() {
        given:
        policy('limits', "quota('web-*') { max 4 }\ngroupQuota('*') { max 9 }")
        policy('strict', "quota('web-1') { max 2 }\nquota('db-1') { max 1; of '$A' }")

        expect: 'the strictest counts; what is not about it alone, or about some cards only, is told in words'
        soon.eventually {
            assert client.vm('web-1').quota == 2
            assert client.vm('web-1').quotas.length == 3
        }
        client.vm('web-1').quotas.every { it ==~ /quota for .* \(.*\.policy:\d+\)/ }
        client.vm('db-1').quota == -1
        client.vm('db-1').quotas.length == 2
        client.agent().snapshot().vms().find { it.name() == 'web-1' }.quota() == 2

        when:
        client.policy('strict').disable()

        then:
        client.vm('web-1').quota == 4
    }

    def 'what it denied is counted, and what stands against it is told'() {
        given:
        attach('web-1')
        attach('web-1')
        policy('limits', "\nquota('web-1') { max 1 }\nassign 'db-1', 1\ncard('0000:09:00.0') { vfs 1 }")
        policy('other', "quota('db-1') { max 3 }")
        awaitPolicy('limits')
        awaitPolicy('other')
        def denied = new CopyOnWriteArrayList()
        client.onNotification { if (it.type() == 'svff.policy.denied') denied << it.message() }
        def file = policies.resolve('limits.policy')

        expect:
        attach('web-1').contains("the quota of $file:2 allows web-1 at most 1")
        client.policy('limits').denials == 1
        client.policy('limits').lastDenial.contains('attach any VF of 0000:03:00.0 to web-1') ||
                client.policy('limits').lastDenial.contains("$file:2")
        client.policy('limits').lastEvaluation != ''
        client.policy('other').denials == 0
        soon.eventually { assert denied.any { it.contains("$file:2") } }
        client.policy('limits').violations as List == [
            "$file:2: web-1 has 2, and may have 1",
            "$file:3: not done yet: attach a VF of 0000:03:00.0 to db-1",
            "$file:4: there is no card 0000:09:00.0"]
    }

    def 'one that is disabled is not asked, broken or not, until it is enabled'() {
        given:
        policy('none', "quota('*') { max 0 }")
        policy('broken', 'quota(')
        awaitPolicy('none')
        awaitPolicy('broken') { it.error.contains('broken.policy:1: ') }

        expect:
        attach('web-1').contains('they cannot be asked')
        client.policy('broken').denials == 1

        when:
        client.policy('broken').disable()

        then:
        attach('web-1').contains('at most 0')

        when:
        client.policy('none').disable()

        then:
        attach('web-1') == 'DONE'
        !client.policy('none').enabled

        when:
        client.policy('none').enable()

        then:
        attach('db-1').contains('at most 0')
    }

    def 'it is planned and applied by the agent itself'() {
        given:
        def file = policy('wanted', "assign 'web-1', 2\nassign 'db-1', 1\nquota('db-1') { max 0 }")
        awaitPolicy('wanted')

        when:
        def plan = client.policy('wanted').plan()

        then:
        plan.changes()*.change() == ["attach a VF of $A to web-1"] * 2
        plan.changes()*.why() == ["$file:1"] * 2
        plan.unmet() == ["$file:2: db-1 lacks 1 of 1 VFs: the quota of $file:3 allows db-1 at most 0"]

        when:
        def report = client.policy('wanted').apply()

        then:
        report.changes() == plan.changes()
        report.reports()*.outcome() == ['DONE', 'DONE']
        client.policy('wanted').plan().changes() == []
        client.agent().snapshot().bindings()*.vm() == ['web-1', 'web-1']
        client.policy('wanted').explain('web-1')*.state() == ['has 2']
        client.connection().getMBeanInfo(new ObjectName('svff:type=Policy,name=wanted')).operations
                .findAll { it.impact == MBeanOperationInfo.INFO }*.name.sort() == ['explain', 'plan']
    }

    def 'a file that breaks denies, or goes on as it was where that was chosen: #keep'() {
        given:
        start('policy.keep-last-good': keep)
        policy('limits', "quota('web-1') { max 1 }")
        awaitPolicy('limits')
        def sha = client.policy('limits').sha256

        when:
        policy('limits', "quota('web-1') { max }")
        awaitPolicy('limits') { it.error.contains('limits.policy:1: ') }

        then:
        attach('web-1').contains(first)
        attach('web-1').contains(second)
        client.policy('limits').sha256 == (keep == 'true' ? sha : '')

        when: 'it is mended'
        policy('limits', "quota('web-1') { max 3 }")

        then:
        attach('web-1') == 'DONE'
        client.policy('limits').error == ''

        where:
        keep    || first                   | second
        'true'  || 'DONE'                  | 'at most 1'
        'false' || 'they cannot be asked'  | 'they cannot be asked'
    }

    def 'what holds at night and by day holds for the agent, too'() {
        given: 'one of the two holds now, whatever the time is'
        policy('day', "quota('web-1') { max 1 }\nat('00:00') { quota('*') { max 0 } }")

        expect:
        attach('web-1').contains('day.policy:2 allows web-1 at most 0')
    }

    def 'described, and of types that any client knows'() {
        given:
        policy('limits', "quota('web-1') { max 1 }")
        awaitPolicy('limits')
        def info = client.connection().getMBeanInfo(new ObjectName('svff:type=Policy,name=limits'))

        expect:
        info.attributes.every { it.description.size() > 5 && !it.writable }
        info.attributes*.type.every { it.startsWith('java.lang.') || it in ['long', 'boolean', '[Ljava.lang.String;'] }
        info.operations.every { it.description.size() > 5 && it.signature.every { s -> s.description.size() > 5 } }
    }
}
