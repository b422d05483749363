package org.svff.engine

import static org.svff.testbed.Lab.CARD

import org.svff.pci.VfName
import org.svff.plan.Request
import org.svff.plan.VfChoice
import org.svff.sim.GuestBehaviour
import org.svff.sim.QemuFault
import org.svff.sim.SimulatedQemu
import org.svff.testbed.Lab
import org.svff.world.BindingId
import org.svff.world.BindingState
import org.svff.world.PauseSupport
import spock.lang.AutoCleanup
import spock.lang.Specification

/** A record of a VM's process is not taken for another process that has its number: after a boot, or when numbers came round. */
class ReusedPidSpec extends Specification {
    static final WEB = new BindingId('web-1', 'svff-0')
    static final VF0 = VfName.parse("$CARD/0")

    @AutoCleanup
    Lab lab = new Lab()

    SimulatedQemu vm

    /** A VM that had to give its VF up for a replug, and could not be given it back. */
    def setup() {
        lab.host().kernel().boot('first')
        vm = lab.startVm('web-1', PauseSupport.NONE, GuestBehaviour.OBLIGING)
        lab.run(new Request.ReconfigurePf(CARD, 2, false, [] as Set))
        assert lab.run(new Request.Attach('web-1', new VfChoice.Named(VF0), Optional.empty())).outcome() == Outcome.DONE
        refuseWhatFollowsAnUnplug()
        lab.run(new Request.ReconfigurePf(CARD, 3, true, [] as Set))
        assert lab.world().binding(WEB).orElseThrow().state() == BindingState.FAILED
    }

    private void refuseWhatFollowsAnUnplug() {
        vm.watch(new SimulatedQemu.Watch() {
            @Override
            boolean after(String done) {
                if (done == 'device_del') {
                    vm.fail(QemuFault.REFUSE_NEXT)
                }
                true
            }
        })
    }

    private Map<BindingId, Obligation> recorded() {
        Journal.open(lab.state(), Disk.real()).withCloseable { it.obligations() }
    }

    private void startAnother() {
        vm = lab.startVm('web-1', vm.pid(), PauseSupport.NONE, GuestBehaviour.OBLIGING)
        lab.restart()
    }

    def 'the record tells whose it is'() {
        given:
        def began = lab.host().kernel().read("/proc/${vm.pid()}/stat").split(' ')[-1]

        when:
        lab.losePower()

        then:
        recorded()[WEB].pid() == vm.pid()
        recorded()[WEB].life() == Optional.of("first:$began" as String)
    }

    def 'the same VM is owed its VF also to the next agent'() {
        when:
        lab.restart()

        then:
        lab.world().binding(WEB).orElseThrow().state() == BindingState.FAILED
        lab.run(new Request.Resume([WEB] as Set)).outcome() == Outcome.DONE
        vm.devices().keySet() == ['svff-0'] as Set
    }

    def 'after a boot, a VM of the same name and number is owed nothing'() {
        given:
        lab.losePower()
        lab.host().kernel().boot('second')

        when:
        startAnother()

        then:
        lab.world().vm('web-1').orElseThrow().pid() == vm.pid()
        lab.world().binding(WEB).empty

        when:
        lab.losePower()

        then:
        recorded().isEmpty()
    }

    def 'nor is one in the same boot, when the agent was away'() {
        when:
        lab.killVm('web-1')
        startAnother()

        then:
        lab.world().vm('web-1').orElseThrow().pid() == vm.pid()
        lab.world().binding(WEB).empty
    }

    def 'nor when the agent was there'() {
        when:
        lab.killVm('web-1')
        vm = lab.startVm('web-1', vm.pid(), PauseSupport.NONE, GuestBehaviour.OBLIGING)

        then:
        lab.world().vm('web-1').orElseThrow().reachable()
        lab.world().binding(WEB).empty
    }

    def 'a record of an older agent, which tells no more than the number, counts as it did'() {
        given:
        lab.losePower()
        def old = recorded()[WEB]
        Journal.open(lab.state(), Disk.real()).withCloseable {
            it.append(new Entry.Owed(new Obligation(
                WEB, old.vf(), old.address(), old.bus(), old.pid(), Optional.empty(), old.kind(), old.why(), old.since())))
        }

        when:
        startAnother()

        then:
        lab.world().binding(WEB).orElseThrow().state() == BindingState.FAILED
    }
}
