package org.svff.rig

import java.nio.file.Files
import java.nio.file.Path
import org.svff.behaviour.Behaviour
import org.svff.cli.policy.PolicyLanguage
import spock.lang.Requires

/** Policies against a real kernel and real guests, over JMXMP. */
@Requires({ org.svff.testbed.Testbed.isRig() })
class PolicySpec extends Behaviour {
    static final FOLDER = Path.of('/etc/svff/policies')

    def cleanup() {
        Files.deleteIfExists(FOLDER.resolve('tenants.policy'))
    }

    def 'a quota is kept, and a desired state is reached while guests keep their devices'() {
        given: 'two guests on a card that has no other VF, and a rule in the agent'
        reconfigure(card, 2)
        def guests = guestsWithVfs('web-1', 'db-1')
        def before = guests*.interfaces()
        Files.createDirectories(FOLDER)
        Files.writeString(FOLDER.resolve('tenants.policy'), "quota('web-*') { max 1 }\n")
        reconfigure(other, 1)

        expect: 'whoever asks for more is told by which line it is refused'
        def refusal = refusalOf { testbed.agent().vm('web-1').attach("$other/0" as String) }
        refusal.startsWith('REFUSED')
        refusal.contains('tenants.policy:1')
        shown.bindings()*.name().sort() == ['db-1/svff-0', 'web-1/svff-0']

        when: 'a third is to have a VF of the full card'
        def third = testbed.startGuest('batch-1')
        soon.eventually { assert vm(world, 'batch-1').reachable() }
        def plan = planned()

        then:
        plan.errors() == []
        plan.unmet() == []
        plan.changes()*.why() == ['batch.policy:1', 'batch.policy:1']

        when:
        plan.changes()*.make(testbed.agent())

        then:
        testbed.vfCount(card) == 3
        binding(shown, 'batch-1/svff-0').vf() == "$card/2"
        [*guests, third]*.awaitTraffic()
        guests*.interfaces() == before
        guests*.complaints().flatten() == []

        and: 'then there is nothing left to do'
        planned().changes() == []
    }

    private PolicyLanguage.Result planned() {
        def text = "assign('batch-1', 1) { from '$card' }\n" as String
        ServiceLoader.load(PolicyLanguage).findFirst().orElseThrow()
                .plan(new PolicyLanguage.Source('batch.policy', text, false), world)
    }
}
