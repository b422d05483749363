package org.svff.behaviour

/** The number of VFs of a card that nobody uses. */
class VfCountSpec extends Behaviour {
    def 'the inventory is what the kernel shows'() {
        given: 'VFs made by somebody else'
        testbed.writeVfCountFromOutside(card, 3).join()

        when:
        def now = world

        then: 'the agent shows the cards with their VFs, address by address'
        now.pfs()*.address() == testbed.pfs()
        pf(now, card).numVfs() == 3
        pf(now, card).totalVfs() == 7
        pf(now, card).driver() == testbed.driver(card)
        pf(now, other).numVfs() == 0
        now.vfs()*.name() == (0..2).collect { "$card/$it" as String }
        now.vfs()*.address() == testbed.vfAddresses(card)
        now.vfs()*.driver() == testbed.vfAddresses(card).collect { testbed.driver(it) }
        now.vfs()*.iommuGroup() == testbed.vfAddresses(card).collect { iommuGroup(it) }
    }

    def 'VFs made and removed by somebody else are followed without being asked'() {
        when:
        testbed.writeVfCountFromOutside(card, 2).join()

        then:
        soon.eventually { assert shown.vfs()*.name() == ["$card/0" as String, "$card/1" as String] }

        when:
        testbed.writeVfCountFromOutside(card, 0).join()

        then:
        soon.eventually { assert shown.vfs().isEmpty() }
    }

    def 'from none to four and back'() {
        when:
        def made = reconfigure(card, 4)

        then:
        made.outcome() == 'DONE'
        testbed.vfCount(card) == 4
        testbed.vfAddresses(card).size() == 4
        shown.vfs()*.address() == testbed.vfAddresses(card)

        and: 'no driver of the host has taken them, and the next VFs of others will have theirs as ever'
        testbed.vfAddresses(card).every { testbed.driver(it) == '' }
        pf(shown, card).autoprobe()

        when:
        def removed = reconfigure(card, 0)

        then:
        removed.outcome() == 'DONE'
        testbed.vfCount(card) == 0
        shown.vfs().isEmpty()
    }

    def 'the number that is there already is left alone'() {
        given:
        reconfigure(card, 2)
        def before = testbed.writes()

        expect:
        reconfigure(card, 2).outcome() == 'UNCHANGED'
        testbed.writes() == before
    }

    def 'more VFs than the card has, or fewer than none, are refused before anything is written'() {
        given:
        reconfigure(card, 1)
        def before = testbed.writes()

        when:
        reconfigure(card, wrong)

        then:
        def refusal = thrown(IllegalStateException)
        refusal.message.startsWith('REFUSED: ' + card)
        refusal.message.contains(says)
        testbed.writes() == before
        testbed.vfCount(card) == 1

        where:
        wrong | says
        8     | '7'
        -1    | '0'
    }

    private int iommuGroup(String address) {
        Integer.parseInt(testbed.kernel().readLink("/sys/bus/pci/devices/$address/iommu_group").split('/').last())
    }
}
