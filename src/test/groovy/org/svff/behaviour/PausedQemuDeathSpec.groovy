package org.svff.behaviour

import org.svff.testbed.Testbed
import org.svff.world.BindingId

/** QEMUs that end or stand still while their devices, or those of others, are paused. */
class PausedQemuDeathSpec extends Behaviour {
    List<Testbed.Guest> guests

    def setup() {
        reconfigure(card, 2)
        guests = guestsWithVfs('web-1', 'db-1')
    }

    /** It answers again; where it is without its VF then, a resume gives it one. */
    boolean isServedByOneCommand(String name) {
        soon.eventually { assert vm(world, name).reachable() }
        soon.eventually {
            if (binding(world, "$name/svff-0").state() != 'ATTACHED') {
                testbed.agent().binding(BindingId.parse("$name/svff-0")).resume()
            }
            assert binding(world, "$name/svff-0").state() == 'ATTACHED'
        }
        true
    }

    def 'a QEMU that stands still costs the others nothing: it all is as before, within the deadline'() {
        given:
        guests[1].freeze()

        when:
        def outcome = refusalOf { reconfigure(card, 4) }

        then: 'it is told by name, and the kernel was never asked to destroy a VF in use'
        outcome.contains('db-1')
        testbed.vfCount(card) == 2
        binding(world, 'web-1/svff-0').state() == 'ATTACHED'

        when: 'it goes on'
        guests[1].thaw()

        then: 'whatever it still did, one command gives it its VF'
        isServedByOneCommand('db-1')
        guests*.awaitTraffic()
        reconfigure(card, 4).outcome() == 'DONE'
        guests*.awaitTraffic()
    }

    def 'a QEMU killed while its device is paused leaves a free VF'() {
        given:
        testbed.agent().binding(BindingId.parse('db-1/svff-0')).pause()

        when:
        guests[1].kill()

        then:
        soon.eventually { assert vm(world, 'db-1') == null }
        soon.eventually { assert vf(world, "$card/1").state() == 'FREE' }
        reconfigure(card, 3).outcome() == 'DONE'
        guests[0].awaitTraffic()
    }

    def 'a QEMU killed in the middle costs the others nothing'() {
        when:
        meanwhileAt("set the VF count of $card from 2 to 0", { guests[1].kill() }) { reconfigure(card, 4) }

        then: 'the change is made, and the other guest has its VF'
        testbed.vfCount(card) == 4
        binding(world, 'web-1/svff-0').state() == 'ATTACHED'
        guests[0].awaitTraffic()

        and: 'of the dead one nothing is left'
        soon.eventually { assert vm(world, 'db-1') == null }
        soon.eventually { assert vf(world, "$card/1").state() == 'FREE' }
        reconfigure(card, 3).outcome() == 'DONE'
        guests[0].awaitTraffic()
    }

    def 'a QEMU that stands still in the middle costs the others nothing, and has its VF by one command'() {
        when: 'it does not answer to the resume'
        def outcome = meanwhileAt("set the VF count of $card from 2 to 0", { guests[1].freeze() }) { reconfigure(card, 4) }

        then: 'the other guest has its VF within the deadline, and the report names the one that has not'
        outcome == 'DONE' && !Testbed.isRig() || outcome.contains('db-1') // what is simulated may be over before
        testbed.vfCount(card) == 4
        binding(shown, 'web-1/svff-0').state() == 'ATTACHED'
        guests[0].awaitTraffic()

        when:
        guests[1].thaw()

        then:
        isServedByOneCommand('db-1')
        guests*.awaitTraffic()
        reconfigure(card, 2).outcome() == 'DONE'
        guests*.awaitTraffic()
    }
}
