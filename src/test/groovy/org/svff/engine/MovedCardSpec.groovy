package org.svff.engine

import java.nio.file.Path
import java.time.Duration
import org.svff.pci.PciAddress
import org.svff.plan.Plan
import org.svff.plan.Planner
import org.svff.plan.Refused
import org.svff.plan.Request
import org.svff.plan.Worlds
import spock.lang.Specification
import spock.lang.TempDir

/** A card that comes back at another address, while the operation that loaded its image goes on. */
class MovedCardSpec extends Specification {
    static final THERE = PciAddress.parse('0000:07:00.0')

    @TempDir
    Path folder

    def 'it is locked there, too, and free when the operation is over'() {
        given:
        def cards = CardBook.open(folder, Disk.real(), 'boot', [:])
        def locks = new OperationLocks()
        def take = { String operation, PciAddress pf ->
            def world = Worlds.of { card(address: pf) }
            Plan plan = Planner.plan(world, new Request.ReconfigurePf(pf, 2, false, [] as Set))
            locks.acquire(OperationLocks.needs(plan, cards::whereWas, false), operation, Duration.ZERO)
        }

        when: 'an operation has the card, which comes back elsewhere'
        take('op-1', Worlds.PF)
        cards.found(Worlds.PF, THERE)
        take('op-2', THERE)

        then:
        def refused = thrown(Refused)
        refused.trouble().answer().contains('op-1')

        when: 'the operation is over'
        locks.release('op-1')
        cards.settle([Worlds.PF] as Set)
        take('op-2', THERE)

        then: 'another has it there, and nobody asks any more where it was'
        cards.whereWas(THERE) == THERE

        when:
        take('op-3', THERE)

        then:
        thrown(Refused)
    }
}
