package org.svff.vm

import java.time.Duration
import org.svff.sim.SimulatedHost
import org.svff.world.PauseSupport
import spock.lang.AutoCleanup
import spock.lang.Specification

/** VMs that are found in two ways; one that both find is LibvirtSpec's. */
class HypervisorsSpec extends Specification {
    static final QUICK = Duration.ofSeconds(5)

    @AutoCleanup
    SimulatedHost one = new SimulatedHost()

    @AutoCleanup
    SimulatedHost other = new SimulatedHost()

    @AutoCleanup
    Hypervisors both = new Hypervisors(
            new QmpHypervisor(one.sockets(), one.peers(), QUICK, true), 'libvirt',
            new QmpHypervisor(other.sockets(), { 7_000_000L }, QUICK, true), 'a QMP socket')

    def 'two VMs of one name are told apart, and each is asked by its own way'() {
        given:
        one.startVm('web-1', PauseSupport.VFIO_PAUSE)
        other.startVm('web-1', PauseSupport.NONE)
        other.startVm('db-1', PauseSupport.NONE)

        expect:
        both.refresh(QUICK)*.name() == ['db-1', 'web-1', 'web-1@qmp']
        both.vms().find { it.name() == 'web-1@qmp' }.note() == 'libvirt has a VM web-1, too'

        when:
        both.pause('web-1', 'svff-0', QUICK)

        then:
        def e = thrown(VmException)
        e.kind() == VmException.Kind.NO_SUCH_DEVICE

        when:
        both.pause('web-1@qmp', 'svff-0', QUICK)

        then:
        e = thrown(VmException)
        e.kind() == VmException.Kind.NO_PAUSE
    }
}
