package org.svff.engine

import static org.svff.testbed.Lab.CARD

import org.svff.pci.VfName
import org.svff.plan.Request
import org.svff.plan.VfChoice
import org.svff.sim.GuestBehaviour
import org.svff.sim.QemuFault
import org.svff.testbed.Lab
import org.svff.world.BindingId
import org.svff.world.BindingState
import org.svff.world.PauseSupport
import spock.lang.AutoCleanup
import spock.lang.Specification

/** VMs on the paper's own QEMU: its device_pause cannot be asked whether a device is paused. */
class DevicePauseSpec extends Specification {
    static final WEB = new BindingId('web-1', 'svff-0')
    static final VF0 = VfName.parse("$CARD/0")

    @AutoCleanup
    Lab lab = new Lab()

    def setup() {
        lab.startVm('web-1', PauseSupport.DEVICE_PAUSE, GuestBehaviour.OBLIGING)
        lab.run(new Request.ReconfigurePf(CARD, 2, false, [] as Set))
        assert lab.run(new Request.Attach('web-1', new VfChoice.Named(VF0), Optional.empty())).outcome() == Outcome.DONE
    }

    private BindingState state() { lab.world().binding(WEB).orElseThrow().state() }

    private Outcome pause() { lab.run(new Request.Pause([WEB] as Set)).outcome() }

    private Outcome resume() { lab.run(new Request.Resume([WEB] as Set)).outcome() }

    def 'a paused binding shows as paused, also to the next agent, and is resumed'() {
        expect:
        pause() == Outcome.DONE
        state() == BindingState.PAUSED
        lab.guests()['web-1']['svff-0'] == Optional.empty()

        when:
        lab.restart()

        then:
        state() == BindingState.PAUSED

        and: 'twice is once'
        pause() == Outcome.UNCHANGED
        resume() == Outcome.DONE
        state() == BindingState.ATTACHED
        lab.guests()['web-1']['svff-0'].present
        resume() == Outcome.UNCHANGED
    }

    def 'a pause that QEMU refuses leaves it attached'() {
        given:
        lab.vms()['web-1'].fail(QemuFault.REFUSE_NEXT)

        expect:
        pause() == Outcome.ROLLED_BACK
        state() == BindingState.ATTACHED
        lab.guests()['web-1']['svff-0'].present
    }

    def 'an agent that died after the pause has the next one take it back'() {
        when:
        assert lab.dieDuring(new Request.ReconfigurePf(CARD, 1, false, [] as Set), 0)
        lab.restart()

        then:
        state() == BindingState.ATTACHED
        lab.engine().history(10)*.outcome() == [Outcome.ROLLED_BACK]
        lab.run(new Request.ReconfigurePf(CARD, 1, false, [] as Set)).outcome() == Outcome.DONE
        state() == BindingState.ATTACHED
    }
}
