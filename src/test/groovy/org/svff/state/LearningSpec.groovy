package org.svff.state

import org.svff.pci.VfName
import org.svff.plan.Request
import org.svff.plan.VfChoice
import org.svff.sim.GuestBehaviour
import org.svff.testbed.Fate
import org.svff.testbed.Lab
import org.svff.world.BindingId
import org.svff.world.PauseSupport
import spock.lang.AutoCleanup
import spock.lang.Specification

/** What the agent takes for wanted, when what was asked for does not simply succeed. */
class LearningSpec extends Specification {
    static final ID = new BindingId('web-1', 'svff-0')

    @AutoCleanup
    Lab lab = new Lab()

    private static void begin(Lab lab) {
        lab.startVm('web-1', PauseSupport.VFIO_PAUSE, GuestBehaviour.OBLIGING)
        assert lab.run(count(2)).outcome().isSuccess()
        assert lab.run(new Request.Attach('web-1', new VfChoice.Named(new VfName(Lab.CARD, 1)), Optional.of('svff-0')))
                .outcome().isSuccess()
    }

    private static Request count(int vfs, Set<BindingId> mayLose = []) {
        new Request.ReconfigurePf(Lab.CARD, vfs, false, mayLose)
    }

    private static int wanted(Lab lab) {
        lab.engine().wanted().pf(Lab.CARD).get().vfs().asInt
    }

    def 'wherever the agent dies, the count that its next life leaves on the card is the one that is wanted'() {
        given:
        int acts = 0
        boolean died = true

        expect:
        while (died) {
            new Lab().withCloseable { lab ->
                begin(lab)
                died = lab.dieDuring(count(3), acts, Fate.Moment.AFTER, [Fate.JOURNAL] as Set)
                def last = lab.fate().acts()
                lab.restart()
                lab.world()
                assert wanted(lab) == lab.host().kernel().vfCounts()[Lab.CARD]: "died at act $acts: ${last ? last[-1] : ''}"
                assert lab.engine().comparison().drift() == []
            }
            acts++
        }
        acts > 5
    }

    def 'a binding that was allowed to go without its VF is wanted no more: it would be missed for ever'() {
        given:
        begin(lab)

        when:
        def report = lab.run(count(1, [ID] as Set))

        then:
        report.outcome().isSuccess()
        wanted(lab) == 1
        lab.engine().wanted().bindings() == [:]
        lab.engine().comparison().drift() == []
    }

    def 'what was refused is not wanted'() {
        given:
        begin(lab)

        when:
        def report = lab.run(count(1))

        then:
        report.outcome().toString() == 'REFUSED'
        wanted(lab) == 2
        lab.engine().wanted().bindings() == [(ID): new VfName(Lab.CARD, 1)]
    }
}
