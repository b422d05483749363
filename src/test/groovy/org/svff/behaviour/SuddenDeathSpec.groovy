package org.svff.behaviour

import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit
import org.svff.testbed.Testbed

/** Guests and agents that end in the middle of a reconfigure. */
class SuddenDeathSpec extends Behaviour {
    def 'a guest killed in the middle of a reconfigure costs nobody else anything'() {
        given: 'one guest that will not give its device up, so that there is a middle'
        reconfigure(card, 2)
        def mute = testbed.startMuteGuest('mute-1')
        def web = testbed.startStockGuest('web-1')
        attach('mute-1', "$card/0")
        attach('web-1', "$card/1")
        web.awaitTraffic() // one that still sets its device up is slow to give it back

        when:
        def unplugged = new CountDownLatch(1)
        testbed.agent().onNotification {
            if (it.type() == 'svff.operation.progress' && it.message().startsWith('detach svff-0') && it.message().contains('web-1')) {
                unplugged.countDown()
            }
        }
        def asked = meanwhile { refusalOf { reconfigureAllowingReplug(card, 4) } }
        assert unplugged.await(60, TimeUnit.SECONDS)
        mute.kill()
        def outcome = asked.get(3, TimeUnit.MINUTES).takeWhile { it != ':' } // what follows says why

        then: 'it ends one way or the other, and says which'
        outcome in ['DONE', 'ROLLED_BACK']
        testbed.vfCount(card) == (outcome == 'DONE' ? 4 : 2)

        and: 'the other guest has its VF'
        binding(world, 'web-1/svff-0').state() == 'ATTACHED'
        binding(shown, 'web-1/svff-0').vf() == "$card/1"
        web.awaitTraffic()

        and: 'of the dead one nothing is left'
        soon.eventually { assert vm(world, 'mute-1') == null }
        vf(shown, "$card/0").state() == 'FREE'
    }

    def 'an agent killed after "#step" is started again and leaves a consistent world'() {
        given:
        reconfigure(card, 2)
        def guests = ['web-1', 'db-1'].collect { testbed.startStockGuest(it) }
        attach('web-1', "$card/0")
        attach('db-1', "$card/1")
        guests*.awaitTraffic() // one that still sets its device up is slow to give it back

        when:
        killAgentAfter(step) { reconfigureAllowingReplug(card, 4) }
        testbed.startAgent()

        then: 'the world is as before or as asked, and the guests have their devices'
        soon.eventually { assert testbed.agent().operations().running == 0 }
        testbed.vfCount(card) in [2, 4]
        world.bindings()*.name().sort() == ['db-1/svff-0', 'web-1/svff-0']
        shown.bindings()*.state() == ['ATTACHED', 'ATTACHED']
        binding(shown, 'web-1/svff-0').vf() == "$card/0"
        binding(shown, 'db-1/svff-0').vf() == "$card/1"
        pf(shown, card).autoprobe()
        guests*.awaitTraffic()

        and: 'the card can be worked with'
        reconfigureAllowingReplug(card, 5).outcome() == 'DONE'

        where:
        step << Testbed.cases(['set the VF count of 0000:01:00.0 from 2 to 0', 'attach'], ['detach'])
    }
}
