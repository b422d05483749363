package org.svff.behaviour

import org.svff.testbed.Testbed
import org.svff.world.BindingId

/** Agents that end while guests are paused. */
class PauseDeathSpec extends Behaviour {
    List<Testbed.Guest> guests

    def setup() {
        reconfigure(card, 2)
        guests = guestsWithVfs('web-1', 'db-1')
    }

    def 'an agent killed after "#step" is started again, and every guest has its VF or is one command away from it'() {
        given:
        def before = guests*.interfaces()

        when:
        killAgentAfter(step) { reconfigure(card, 4) }
        testbed.startAgent()

        then:
        soon.eventually { assert testbed.agent().operations().running == 0 }
        testbed.vfCount(card) in [2, 4]
        world.bindings()*.name().sort() == ['db-1/svff-0', 'web-1/svff-0']
        shown.bindings().every { it.state() in ['ATTACHED', 'PAUSED'] }

        when:
        shown.bindings().findAll { it.state() == 'PAUSED' }.each {
            assert testbed.agent().binding(BindingId.parse(it.name())).resume().outcome() == 'DONE'
        }

        then:
        world.bindings()*.state() == ['ATTACHED', 'ATTACHED']
        pf(shown, card).autoprobe()
        guests*.awaitTraffic()

        and: 'the card can be worked with, and the guests with it'
        reconfigure(card, 5).outcome() == 'DONE'
        guests*.awaitTraffic()
        guests*.interfaces() == before
        guests*.complaints().flatten() == []

        where:
        step << Testbed.cases(
                ['pause', 'set the VF count of 0000:01:00.0 from 2 to 0', 'bind'],
                ['check that nothing holds', 'turn automatic driver binding of new VFs of 0000:01:00.0 off',
                 'set the VF count of 0000:01:00.0 from 0 to 4', 'resume'])
    }
}
