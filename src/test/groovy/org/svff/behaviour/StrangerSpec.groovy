package org.svff.behaviour

/** Processes that are none of the agent's VMs and hold VFs all the same. */
class StrangerSpec extends Behaviour {
    def 'a VF held by a stranger is named and left alone'() {
        given:
        reconfigure(card, 2)
        def stranger = testbed.hold(testbed.vfAddresses(card)[1])

        expect: 'the agent shows who it is'
        def held = vf(world, "$card/1")
        held.state() == 'FOREIGN'
        held.holders().any { it.contains(String.valueOf(stranger.pid())) }

        when:
        reconfigureAllowingReplug(card, 4)

        then: 'it is refused, by the name of the holder'
        def refusal = thrown(IllegalStateException)
        refusal.message.startsWith('REFUSED: ')
        refusal.message.contains(String.valueOf(stranger.pid()))
        testbed.vfCount(card) == 2

        when: 'it is asked for as if it were free'
        testbed.startGuest('web-1')
        attach('web-1', "$card/1")

        then:
        def no = thrown(IllegalStateException)
        no.message.contains(String.valueOf(stranger.pid()))
        vf(world, "$card/1").state() == 'FOREIGN'

        when: 'it has gone'
        stranger.close()

        then:
        soon.eventually { assert vf(world, "$card/1").state() == 'FREE' }
        reconfigure(card, 4).outcome() == 'DONE'
    }

    def "somebody else's write that hangs in the kernel leaves the agent serving"() {
        given:
        reconfigure(card, 1)
        reconfigure(other, 1)
        def stranger = testbed.hold(testbed.vfAddresses(card)[0])

        when: 'the kernel waits for the holder, with the device locked'
        def outsider = testbed.writeVfCountFromOutside(card, 0)

        then: 'the PF is shown as stuck, by the name of the holder'
        soon.eventually {
            def stuck = pf(world, card)
            assert stuck.state() == 'STUCK'
            assert stuck.note().contains(String.valueOf(stranger.pid()))
        }

        and: 'another operation on it is refused, by the same name'
        refusalOf { reconfigure(card, 2) }.contains(String.valueOf(stranger.pid()))

        and: 'guests are given VFs of the other card as ever'
        def guest = testbed.startGuest('web-1')
        attach('web-1', "$other/0").outcome() == 'DONE'
        guest.awaitTraffic()

        and: 'its number of VFs the kernel will not change now, since it has one lock for all cards: that is said'
        detach('web-1/svff-0').outcome() == 'DONE'
        refusalOf { reconfigure(other, 3) }.contains("$card is stuck")
        testbed.vfCount(other) == 1

        when: 'the holder goes'
        stranger.close()
        outsider.join(60_000)

        then: 'all is well again'
        soon.eventually {
            assert pf(shown, card).state() == 'READY'
            assert pf(shown, card).numVfs() == 0
        }
        reconfigure(card, 2).outcome() == 'DONE'
        reconfigure(other, 3).outcome() == 'DONE'
        testbed.agent().agent().stuckThreads == 0
    }
}
