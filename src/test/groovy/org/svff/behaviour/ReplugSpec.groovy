package org.svff.behaviour

/** Cards reconfigured below running guests, on QEMUs that cannot pause. */
class ReplugSpec extends Behaviour {
    def 'guests get VFs, drive them, and give them back'() {
        given:
        reconfigure(card, 2)
        def guest = testbed.startStockGuest('web-1')

        when:
        def report = attach('web-1', "$card/1")

        then: 'the agent, the kernel and the guest agree'
        report.outcome() == 'DONE'
        with(binding(shown, 'web-1/svff-0')) {
            state() == 'ATTACHED'
            vf() == "$card/1"
            address() == testbed.vfAddresses(card)[1]
        }
        vf(world, "$card/1").state() == 'ATTACHED'
        testbed.driver(testbed.vfAddresses(card)[1]) == 'vfio-pci'
        guest.awaitTraffic()

        when:
        detach('web-1/svff-0')

        then:
        vf(world, "$card/1").state() == 'FREE'
        shown.bindings().isEmpty()
    }

    def 'unasked, no guest loses its device'() {
        given:
        reconfigure(card, 1)
        testbed.startStockGuest('web-1')
        attach('web-1', card)
        def before = testbed.writes()

        when:
        reconfigure(card, 4)

        then: 'the refusal names the VM and the way out'
        def refusal = thrown(IllegalStateException)
        refusal.message.startsWith('REFUSED: ')
        refusal.message.contains('web-1')
        refusal.message.toLowerCase().contains('replug')

        and:
        testbed.writes() == before
        testbed.vfCount(card) == 1
        binding(world, 'web-1/svff-0').state() == 'ATTACHED'
    }

    def 'another number of VFs with two running guests'() {
        given:
        reconfigure(card, 2)
        def guests = ['web-1', 'db-1'].collect { testbed.startStockGuest(it) }
        attach('web-1', "$card/0")
        attach('db-1', "$card/1")
        guests*.awaitTraffic()

        when:
        def report = reconfigureAllowingReplug(card, 5)

        then:
        report.outcome() == 'DONE'
        testbed.vfCount(card) == 5
        binding(world, 'web-1/svff-0').vf() == "$card/0"
        binding(shown, 'db-1/svff-0').vf() == "$card/1"
        shown.bindings()*.state() == ['ATTACHED', 'ATTACHED']
        pf(shown, card).freeVfs() == 3

        and: 'each guest drives its VF again'
        guests*.awaitTraffic()

        when: 'a third guest comes'
        def third = testbed.startStockGuest('batch-1')
        attach('batch-1', card)

        then:
        binding(shown, 'batch-1/svff-0').vf() == "$card/2"
        third.awaitTraffic()
    }

    def 'a guest that never gives its device up keeps it, and everything else is as before'() {
        given:
        reconfigure(card, 2)
        testbed.startMuteGuest('mute-1')
        testbed.startStockGuest('web-1')
        attach('mute-1', "$card/0")
        attach('web-1', "$card/1")

        when:
        reconfigureAllowingReplug(card, 4)

        then:
        def failure = thrown(IllegalStateException)
        failure.message.startsWith('ROLLED_BACK: ')
        failure.message.contains('mute-1')
        testbed.vfCount(card) == 2
        binding(world, 'mute-1/svff-0').state() == 'ATTACHED'
        binding(shown, 'web-1/svff-0').state() == 'ATTACHED'
        binding(shown, 'web-1/svff-0').vf() == "$card/1"
    }
}
