package org.svff.state

import java.time.Instant
import org.svff.pci.DeviceId
import org.svff.pci.PciAddress
import org.svff.pci.VfName
import org.svff.world.BindingId
import org.svff.world.CardIdentity
import org.svff.world.PfState
import org.svff.world.PhysicalFunction
import org.svff.world.World
import spock.lang.Specification

/** Which card is meant, after all the ways in which hosts change while they are switched off. */
class CardsSpec extends Specification {
    static PhysicalFunction pf(String address, String slot, String serial) {
        new PhysicalFunction(PciAddress.parse(address), new DeviceId(0x8086, 0x10c9), Optional.of('igb'), 0, 7, 0, true,
                PfState.READY, '', Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                new CardIdentity(slot, serial), Optional.empty(), [], [])
    }

    static WantedPf card(String address, String slot, String serial) {
        WantedPf.of(PciAddress.parse(address), new CardIdentity(slot, serial))
    }

    static World world(PhysicalFunction... pfs) {
        new World(1, Instant.EPOCH, pfs as List, [], [])
    }

    def '#what'() {
        expect:
        Cards.find(card('0000:03:00.0', slot, serial), world(*there)).map { it.address().toString() }.orElse('') == found

        where:
        what                                                  | slot | serial  | found          | there
        'all as before'                                       | '3'  | 'a'     | '0000:03:00.0' | [pf('0000:03:00.0', '3', 'a'), pf('0000:04:00.0', '4', 'b')]
        'buses were numbered anew'                            | '3'  | 'a'     | '0000:05:00.0' | [pf('0000:05:00.0', '3', 'a'), pf('0000:03:00.0', '4', 'b')]
        'the card was put into another slot'                  | '3'  | 'a'     | '0000:04:00.0' | [pf('0000:03:00.0', '3', 'b'), pf('0000:04:00.0', '4', 'a')]
        'another card is in the slot, at the address'         | '3'  | 'a'     | ''             | [pf('0000:03:00.0', '3', 'b')]
        'no serial numbers: the slot counts'                  | '3'  | ''      | '0000:05:00.0' | [pf('0000:05:00.0', '3', ''), pf('0000:03:00.0', '4', '')]
        'one serial number is not known: the slot counts'     | '3'  | 'a'     | '0000:05:00.0' | [pf('0000:05:00.0', '3', '')]
        'neither is known: the address counts'                | ''   | ''      | '0000:03:00.0' | [pf('0000:03:00.0', '3', 'a')]
        'its slot is empty, another card is at its address'   | '3'  | ''      | ''             | [pf('0000:03:00.0', '4', '')]
        'the other function of the card has the same number'  | '3'  | 'a'     | ''             | [pf('0000:03:00.1', '3', 'a')]
        'a MAC says nothing about a Device Serial Number'     | '3'  | '52:54' | '0000:03:00.0' | [pf('0000:03:00.0', '3', '52-54')]
        'two cards with one number, as bad firmware has them' | '4'  | 'a'     | '0000:04:00.0' | [pf('0000:03:00.0', '3', 'a'), pf('0000:04:00.0', '4', 'a')]
        'one of the two is in another slot, which one nobody can tell' | '3' | 'a' | '' | [pf('0000:05:00.0', '5', 'a'), pf('0000:06:00.0', '6', 'a')]
    }

    def 'of two cards with one number, as FPGA designs have them, the one that is gone leaves what is wanted of the other'() {
        given:
        def wanted = Wanted.NOTHING
                .with(card('0000:03:00.0', '3', 'a').withVfs(4))
                .with(card('0000:04:00.0', '4', 'a').withVfs(2))
        def left = world(pf('0000:03:00.0', '3', 'a'))

        expect:
        Cards.located(wanted, left).sortedPfs().collect { [it.address().toString(), it.vfs().asInt] } ==
                [['0000:03:00.0', 4], ['0000:04:00.0', 2]]
        Restoration.cards(wanted, left, Restoration.Scope.COUNTS)*.toString().every { it.contains('0000:03:00.0') && it.contains('4') }
        Comparison.of(wanted, left).drift()*.toString().any { it.startsWith('0000:04:00.0: the card in slot 4 is not there') }
    }

    def 'cards that changed places take along what is wanted of them, and bindings follow'() {
        given:
        def wanted = Wanted.NOTHING
                .with(card('0000:03:00.0', '3', 'a').withVfs(4))
                .with(card('0000:04:00.0', '4', 'b').withVfs(2))
                .with(new BindingId('web-1', 'svff-0'), new VfName(PciAddress.parse('0000:03:00.0'), 1))

        when:
        def now = Cards.located(wanted, world(pf('0000:03:00.0', '3', 'b'), pf('0000:04:00.0', '4', 'a')))

        then:
        now.pf(PciAddress.parse('0000:04:00.0')).get() == card('0000:04:00.0', '4', 'a').withVfs(4)
        now.pf(PciAddress.parse('0000:03:00.0')).get() == card('0000:03:00.0', '3', 'b').withVfs(2)
        now.bindings().values()*.toString() == ['0000:04:00.0/1']
    }

    def 'a card that is not there is told, with what is in its place'() {
        given:
        def wanted = Wanted.NOTHING.with(card('0000:03:00.0', '3', 'a').withVfs(4))

        expect:
        Comparison.of(wanted, world()).drift()*.toString() == ['0000:03:00.0: the card in slot 3 (serial a) is not there']
        Comparison.of(wanted, world(pf('0000:03:00.0', '3', 'b'))).drift()*.toString() ==
                ['0000:03:00.0: the card in slot 3 (serial a) is not there: in its place is 0000:03:00.0, serial b']
        Restoration.cards(wanted, world(pf('0000:03:00.0', '3', 'b')), Restoration.Scope.ALL) == []
    }
}
