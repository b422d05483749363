package org.svff.behaviour

import org.svff.pci.PciAddress
import org.svff.testbed.Testbed
import org.svff.world.BindingId
import spock.lang.IgnoreIf

/** Cards reconfigured below running guests, which keep their devices. */
class PauseSpec extends Behaviour {
    def 'changes of the VF count in a row: the guests keep device, interface and addresses'() {
        given:
        reconfigure(card, 2)
        def guests = guestsWithVfs('web-1', 'db-1')
        def before = guests*.interfaces()
        def counts = Testbed.cases([4, 2, 7, 3], [2, 5, 6, 3, 4, 2])

        expect: 'at each count the guests are served again, with nothing done in them'
        counts.every { vfs ->
            def report = reconfigure(card, vfs)
            assert report.outcome() == 'DONE'
            assert testbed.vfCount(card) == vfs
            assert shown.bindings().collectEntries { [it.name(), [it.state(), it.vf()]] } ==
                    ['db-1/svff-0': ['ATTACHED', "$card/1" as String], 'web-1/svff-0': ['ATTACHED', "$card/0" as String]]
            guests*.awaitTraffic()
            true
        }

        and: 'to them nothing has happened'
        guests*.interfaces() == before
        guests*.complaints().flatten() == []

        and: 'how long each was without its VF is on record'
        shown.bindings().every { it.pauseCount() == counts.size() && it.lastOutageMillis() >= 0 && it.totalOutageMillis() >= it.lastOutageMillis() }
    }

    def 'a third guest arrives at a card that has no VF left'() {
        given:
        reconfigure(card, 2)
        def guests = guestsWithVfs('web-1', 'db-1')
        def before = guests*.interfaces()
        def third = testbed.startGuest('batch-1')

        when:
        reconfigure(card, 3)
        attach('batch-1', card)

        then:
        binding(shown, 'batch-1/svff-0').vf() == "$card/2"
        [*guests, third]*.awaitTraffic()
        guests*.interfaces() == before
        guests*.complaints().flatten() == []
    }

    def 'a binding is paused and resumed by itself; twice is once'() {
        given:
        reconfigure(card, 2)
        def guests = guestsWithVfs('web-1', 'db-1')
        def before = guests*.interfaces()
        def web = testbed.agent().binding(BindingId.parse('web-1/svff-0'))

        when:
        def paused = web.pause()
        def again = web.pause()

        then:
        [paused, again]*.outcome() == ['DONE', 'UNCHANGED']
        binding(world, 'web-1/svff-0').state() == 'PAUSED'
        vf(shown, "$card/0").state() == 'PAUSED'
        binding(shown, 'web-1/svff-0').pausedSince() != ''

        and: 'nobody else is given its VF'
        refusalOf { attach('db-1', "$card/0") }.contains('PAUSED in binding web-1/svff-0')

        and: 'the other guest is not disturbed'
        guests[1].awaitTraffic()

        when: 'an agent that knows nothing looks at the host'
        testbed.killAgent()
        testbed.startAgent()

        then:
        binding(world, 'web-1/svff-0').state() == 'PAUSED'
        binding(shown, 'web-1/svff-0').vf() == "$card/0"

        when:
        def resumer = testbed.agent().binding(BindingId.parse('web-1/svff-0'))
        def resumed = resumer.resume()
        def twice = resumer.resume()

        then:
        [resumed, twice]*.outcome() == ['DONE', 'UNCHANGED']
        binding(world, 'web-1/svff-0').state() == 'ATTACHED'
        guests*.awaitTraffic()
        guests*.interfaces() == before
        guests*.complaints().flatten() == []
    }

    def 'all of a card at once'() {
        given:
        reconfigure(card, 2)
        def guests = guestsWithVfs('web-1', 'db-1')
        def pf = testbed.agent().pf(PciAddress.parse(card))

        expect:
        pf.pause().outcome() == 'DONE'
        world.bindings()*.state() == ['PAUSED', 'PAUSED']
        pf.resume().outcome() == 'DONE'
        world.bindings()*.state() == ['ATTACHED', 'ATTACHED']
        guests*.awaitTraffic()
    }

    @IgnoreIf(value = { Testbed.isLibvirt() }, reason = 'libvirt could not be told (LibvirtPauseSpec)')
    def 'a guest is moved to a VF of another card, unseen'() {
        given:
        reconfigure(card, 1)
        reconfigure(other, 2)
        def guest = guestsWithVfs('web-1')[0]
        def before = guest.interfaces()

        when:
        def report = testbed.agent().binding(BindingId.parse('web-1/svff-0')).reconfigure("$other/1")

        then:
        report.outcome() == 'DONE'
        report.notes().any { it.startsWith('without its VF: web-1/svff-0 for ') }
        binding(world, 'web-1/svff-0').vf() == "$other/1"
        vf(shown, "$card/0").state() == 'FREE'
        guest.awaitTraffic()
        guest.interfaces() == before
        guest.complaints() == []
    }

    /** The first and the third VF of the card are given away. */
    private List<Testbed.Guest> guestsOnFirstAndThird() {
        reconfigure(card, 3)
        def guests = ['web-1', 'db-1'].collect { testbed.startGuest(it) }
        attach('web-1', "$card/0")
        attach('db-1', "$card/2")
        guests*.awaitTraffic()
        guests
    }

    def 'a guest whose VF is to go: refused, unless it may stay paused until there is a VF for it'() {
        given:
        def guests = guestsOnFirstAndThird()
        def before = guests*.interfaces()

        expect: 'unasked nobody loses anything'
        def refusal = refusalOf { reconfigure(card, 2) }
        refusal.startsWith('REFUSED')
        refusal.contains('db-1/svff-0')
        testbed.vfCount(card) == 3

        and: 'it may stay paused'
        testbed.agent().pf(PciAddress.parse(card)).reconfigureWith(1, false, ['db-1/svff-0'] as String[], new String[0]).outcome() == 'DONE'
        binding(world, 'db-1/svff-0').state() == 'PAUSED'
        guests[0].awaitTraffic()

        and: 'until its VF is there again'
        reconfigure(card, 3).outcome() == 'DONE'
        testbed.agent().binding(BindingId.parse('db-1/svff-0')).resume().outcome() == 'DONE'
        guests*.awaitTraffic()
        guests*.interfaces() == before
        guests*.complaints().flatten() == []
    }

    @IgnoreIf(value = { Testbed.isLibvirt() }, reason = 'libvirt could not be told (LibvirtPauseSpec)')
    def 'a guest whose VF is to go: it may get another'() {
        given:
        def guests = guestsOnFirstAndThird()
        def before = guests*.interfaces()
        def pf = testbed.agent().pf(PciAddress.parse(card))

        expect:
        pf.reconfigureWith(2, false, new String[0], ["db-1/svff-0=$card/1"] as String[]).outcome() == 'DONE'
        binding(world, 'db-1/svff-0').vf() == "$card/1"
        guests*.awaitTraffic()
        guests*.interfaces() == before
        guests*.complaints().flatten() == []
    }

    def 'a VM on stock QEMU is told apart'() {
        given:
        reconfigure(card, 1)
        testbed.startGuest('web-1')
        testbed.startStockGuest('old-1')
        attach('old-1', card)

        expect:
        vm(world, 'web-1').pauseSupported()
        !vm(shown, 'old-1').pauseSupported()
        def refusal = refusalOf { testbed.agent().binding(BindingId.parse('old-1/svff-0')).pause() }
        refusal.contains('old-1')
        refusal.contains('no pause command')
    }
}
