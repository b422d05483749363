package org.svff.engine

import static org.svff.testbed.Lab.CARD
import static org.svff.testbed.Lab.OTHER

import java.time.Clock
import org.svff.pci.VfName
import org.svff.plan.Request
import org.svff.plan.VfChoice
import org.svff.sim.GuestBehaviour
import org.svff.sim.KernelFault
import org.svff.sim.SimCard
import org.svff.testbed.Lab
import org.svff.world.BindingId
import org.svff.world.PauseSupport
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.util.concurrent.PollingConditions

/** QDMA cards and the traps of their driver, as the mock kernel has them from its source. */
class QdmaSpec extends Specification {
    static final WEB = new BindingId('web-1', 'svff-0')
    static final DEVICE = "/sys/bus/pci/devices/$CARD"

    @AutoCleanup
    Lab lab = new Lab(Clock.systemUTC(), SimCard.qdma(CARD.toString(), 4))

    def 'queues are set before VFs, by way of none, and the guest keeps its device'() {
        given:
        queues(256)
        guest()

        when:
        def from = lab.writes().size()
        def report = queues(512)

        then:
        report.outcome() == Outcome.DONE
        lab.writes().drop(from)*.replace(DEVICE, '').findAll { it =~ /numvfs|qmax/ } ==
                ['/sriov_numvfs=0', '/qdma/qmax=512', '/sriov_numvfs=2']
        lab.world().pf(CARD).get().queues().get().max() == 512
        lab.world().binding(WEB).get().state().toString() == 'ATTACHED'
        def explained = report.notes().findAll { it.contains('2048 at most') }
        explained.size() == 1
        explained[0].contains('may use 512') && explained[0].contains('1536 are left for 2 VFs, 768 each')
    }

    def 'asked for what there is, it writes nothing: the driver would answer with an error'() {
        given:
        queues(256)
        def from = lab.writes().size()

        expect:
        queues(256).outcome() == Outcome.UNCHANGED
        lab.writes().size() == from
    }

    def 'after #what the queues are there again, by themselves'() {
        given:
        queues(256)

        when:
        act.call(lab.host().kernel())
        lab.world()

        then:
        new PollingConditions(timeout: 20).eventually {
            assert lab.host().kernel().read("$DEVICE/qdma/qmax") == '256'
        }
        lab.engine().history(5).any { it.requester() == 'agent' && it.request() == "give $CARD 256 queues" }

        where:
        what      | act
        'a reset' | { it.write("$DEVICE/reset", '1') }
        'a probe' | { it.write("$DEVICE/driver/unbind", CARD.toString()); it.write('/sys/bus/pci/drivers/qdma-pf/bind', CARD.toString()) }
        'a rescan' | { it.write("$DEVICE/remove", '1'); it.write('/sys/bus/pci/rescan', '1') }
    }

    def 'what was asked for outlives the agent'() {
        given:
        queues(256)

        when:
        lab.restart()

        then:
        lab.world().pf(CARD).get().queues().get().wanted() == 256
    }

    def 'trap: an image without a mailbox makes no VFs, and EPERM is not about root'() {
        given:
        lab.images().putIntoFlash(CARD, 'mailbox=no')
        lab.host().kernel().write("$DEVICE/remove", '1')
        lab.host().kernel().write('/sys/bus/pci/rescan', '1')

        when:
        def report = count(2)

        then:
        report.outcome() == Outcome.ROLLED_BACK
        report.troubles()[0].answer().contains('EPERM')
        report.troubles()[0].remedy().contains('no mailbox')
    }

    def 'trap: fewer VFs than asked although the write succeeded, none included'() {
        given:
        lab.host().kernel().fail(new KernelFault.ShortEnable(CARD, enabled))

        when:
        def report = count(3)

        then:
        report.outcome() == Outcome.ROLLED_BACK
        report.troubles()[0].answer().contains("enabled only $enabled")
        report.troubles()[0].remedy().contains('QDMA')
        lab.world().pf(CARD).get().numVfs() == 0

        where:
        enabled << [0, 2]
    }

    def 'trap: queues that are active keep qmax from being changed, and all is as it was'() {
        given:
        queues(256)
        guest()
        lab.host().kernel().startQueues(CARD, 1)

        when:
        def report = queues(512)

        then:
        report.outcome() == Outcome.ROLLED_BACK
        report.troubles()[0].answer().contains('EINVAL')
        report.troubles()[0].remedy().contains('active')
        lab.world().pf(CARD).get().queues().get() == new org.svff.world.Queues(256, 256)
        lab.world().binding(WEB).get().state().toString() == 'ATTACHED'
    }

    def 'refused before anything is touched: #queues queues of #card'() {
        when:
        def from = lab.writes().size()
        def report = lab.run(new Request.ReconfigureQueues(card, queues, false))

        then:
        report.outcome() == Outcome.REFUSED
        report.troubles()[0].toString().contains(says)
        lab.writes().size() == from

        where:
        card  | queues || says
        CARD  | 2049   || '2048 queues at most'
        CARD  | -1     || 'fewer than no queues'
        OTHER | 16     || 'no queue pool'
    }

    private Report queues(int count) {
        lab.run(new Request.ReconfigureQueues(CARD, count, false))
    }

    private Report count(int vfs) {
        lab.run(new Request.ReconfigurePf(CARD, vfs, false, [] as Set))
    }

    private void guest() {
        lab.startVm('web-1', PauseSupport.VFIO_PAUSE, GuestBehaviour.OBLIGING)
        assert count(2).outcome() == Outcome.DONE
        assert lab.run(new Request.Attach('web-1', new VfChoice.Named(new VfName(CARD, 0)), Optional.empty())).outcome() == Outcome.DONE
    }
}
