package org.svff.engine

import static org.svff.plan.Worlds.addressOf
import static org.svff.plan.Worlds.vf

import org.svff.pci.PciAddress
import org.svff.plan.Worlds
import org.svff.world.BindingId
import org.svff.world.BindingState
import org.svff.world.GuestDevice
import org.svff.world.PauseSupport
import org.svff.world.VirtualMachine
import spock.lang.Specification

class BindingsSpec extends Specification {
    static final WEB = new BindingId('web-1', 'svff-0')

    private static VirtualMachine vm(long pid = 77, GuestDevice... devices) {
        new VirtualMachine('web-1', pid, '10.0.2', 'running', true, '', PauseSupport.VFIO_PAUSE, devices as List, [])
    }

    private static GuestDevice device(boolean paused, PciAddress host) {
        new GuestDevice('svff-0', host, paused, Optional.empty())
    }

    private static Obligation owed(Obligation.Kind kind, vf, String why = '') {
        new Obligation(WEB, vf, addressOf(vf), Optional.empty(), 77, Optional.empty(), kind, why, 0)
    }

    private static derive(List vms, List obligations = []) {
        Bindings.derive(Worlds.of { card(vfs: 3) }.pfs(), vms, obligations.collectEntries { [it.binding(), it] })
    }

    def "a vfio-pci device on a VF is a binding, whoever made it"() {
        expect:
        with(derive([vm(device(false, addressOf(vf(1))))])[0]) {
            id() == WEB
            vf() == Optional.of(Worlds.vf(1))
            state() == BindingState.ATTACHED
        }
    }

    def "a device that is no VF is none of ours"() {
        expect:
        derive([vm(device(false, PciAddress.parse('0000:00:02.0')))]).isEmpty()
    }

    def "a paused device has the VF that the record tells, even when its old address is another VF's by now"() {
        expect:
        with(derive([vm(device(true, addressOf(vf(0))))], [owed(Obligation.Kind.PAUSED, vf(2))])[0]) {
            vf() == Optional.of(Worlds.vf(2))
            state() == BindingState.PAUSED
        }
    }

    def "a paused device without a record is still seen"() {
        expect:
        derive([vm(device(true, addressOf(vf(1))))])*.state() == [BindingState.PAUSED]
    }

    def "one that could not be resumed is FAILED and says why"() {
        expect:
        with(derive([vm(device(true, addressOf(vf(1))))], [owed(Obligation.Kind.RESUME_FAILED, vf(1), 'no answer')])[0]) {
            state() == BindingState.FAILED
            note() == 'no answer'
        }
    }

    def "one that was unplugged and could not be plugged in again is not forgotten, as long as its VM lives"() {
        given:
        def lost = owed(Obligation.Kind.ATTACH_FAILED, vf(1), 'no port')

        expect:
        derive([vm()], [lost])*.state() == [BindingState.FAILED]
        derive([], [lost]).isEmpty()
        derive([vm(78)], [lost]).isEmpty()
    }

    def "what is owed to a VM that has not answered since the agent started is kept for it"() {
        given:
        def silent = new VirtualMachine('web-1', 0, '', '', false, 'no answer', PauseSupport.NONE, [], [])
        def another = new VirtualMachine('web-1', 78, '', '', false, 'no answer', PauseSupport.NONE, [], [])

        expect:
        with(derive([silent], [owed(Obligation.Kind.PAUSED, vf(1))])[0]) {
            vf() == Optional.of(Worlds.vf(1))
            state() == BindingState.PAUSED
        }
        derive([silent], [owed(Obligation.Kind.RESUME_FAILED, vf(1))])*.state() == [BindingState.FAILED]

        and: 'one that was started anew is owed nothing'
        derive([another], [owed(Obligation.Kind.PAUSED, vf(1))]).isEmpty()
    }
}
