package org.svff.engine

import static org.svff.testbed.Lab.CARD

import org.svff.pci.VfName
import org.svff.plan.Request
import org.svff.plan.VfChoice
import org.svff.sim.GuestBehaviour
import org.svff.testbed.Lab
import org.svff.world.Binding
import org.svff.world.BindingState
import org.svff.world.PauseSupport
import spock.lang.AutoCleanup
import spock.lang.Specification

/** An engine that dies in place of one of its writes to the kernel, whichever it is. */
class CrashSpec extends Specification {
    @AutoCleanup
    Lab lab = new Lab()

    def 'wherever a reconfigure is cut off, the next engine leaves a whole world (#pause)'() {
        given: 'two guests with VFs of a card that is to have more of them'
        ['a', 'b'].each { lab.startVm(it, pause, GuestBehaviour.OBLIGING) }
        assert lab.run(new Request.ReconfigurePf(CARD, 2, true, [] as Set)).outcome() == Outcome.DONE
        ['a', 'b'].each { assert attach(it).outcome() == Outcome.DONE }

        expect: 'death before the first write, the second, and so on, until it lives through all of them'
        int writes = 0
        while (lab.dieDuring(new Request.ReconfigurePf(CARD, 4, true, [] as Set), writes)) {
            lab.restart()
            isWhole(writes)

            and: 'starting it once more changes nothing'
            def settled = [lab.guests(), lab.host().kernel().vfCounts()]
            lab.restart()
            assert [lab.guests(), lab.host().kernel().vfCounts()] == settled

            and: 'the way back, for the next round'
            assert lab.run(new Request.ReconfigurePf(CARD, 2, true, [] as Set)).outcome().isSuccess()
            writes++
        }
        writes > 5
        lab.broken() == []

        where:
        pause << [PauseSupport.VFIO_PAUSE, PauseSupport.DEVICE_PAUSE, PauseSupport.NONE]
    }

    def 'wherever an attach is cut off, the VM has the VF or has it not, and it can be asked again'() {
        given:
        lab.startVm('a', PauseSupport.NONE, GuestBehaviour.OBLIGING)
        lab.run(new Request.ReconfigurePf(CARD, 1, false, [] as Set))

        expect:
        int writes = 0
        while (lab.dieDuring(new Request.Attach('a', new VfChoice.Named(VfName.parse("$CARD/0")), Optional.empty()), writes)) {
            lab.restart()
            def bindings = lab.world().bindings()
            assert bindings*.state().every { it == BindingState.ATTACHED }
            assert bindings*.id()*.device() as Set == lab.guests()['a'].keySet()
            bindings.each { Binding b -> assert lab.run(new Request.Detach(b.id())).outcome() == Outcome.DONE }
            writes++
        }
        writes > 0
        lab.guests()['a'].size() == 1
    }

    private void isWhole(int writes) {
        def world = lab.world()
        def pf = world.pf(CARD).get()
        assert pf.vfs().size() in [2, 4]: "after $writes writes"
        assert pf.autoprobe(): "after $writes writes"
        assert world.bindings()*.state() == [BindingState.ATTACHED] * 2: "after $writes writes: ${world.bindings()}"
        assert world.bindings()*.vf()*.get()*.index() == [0, 1]
        lab.guests().each { name, devices ->
            assert devices.keySet() == ['svff-0'] as Set
            assert devices['svff-0'].isPresent()
        }
    }

    private Report attach(String vm) {
        lab.run(new Request.Attach(vm, new VfChoice.AnyOf(CARD), Optional.empty()))
    }
}
