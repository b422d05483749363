package org.svff.engine

import static org.svff.testbed.Lab.CARD
import static org.svff.testbed.Lab.OTHER

import org.svff.host.Errno
import org.svff.pci.VfName
import org.svff.plan.Refused
import org.svff.plan.Request
import org.svff.plan.VfChoice
import org.svff.sim.GuestBehaviour
import org.svff.sim.KernelFault
import org.svff.sim.QemuFault
import org.svff.sim.SimulatedQemu
import org.svff.testbed.Lab
import org.svff.world.Holder
import org.svff.world.PauseSupport
import org.svff.world.PfState
import spock.lang.AutoCleanup
import spock.lang.Specification

/** Kernels and VMs that will not do as they are asked. */
class HostTroubleSpec extends Specification {
    @AutoCleanup
    Lab lab = new Lab()

    def 'a read-only sysfs is told as such, and nothing changes'() {
        given:
        lab.host().kernel().fail(new KernelFault.ReadOnly())

        when:
        def report = lab.run(reconfigure(2))

        then:
        !report.outcome().isSuccess()
        report.troubles()[0].device() == CARD.toString()
        report.troubles()[0].answer().contains('EROFS')
        lab.host().kernel().vfCounts()[CARD] == 0
        lab.world().pf(CARD).get().autoprobe()
    }

    def 'a PF that cannot be read is shown so, refuses work, and leaves the others alone'() {
        given:
        lab.host().kernel().fail(new KernelFault.ReadFails("$CARD/sriov_numvfs", Errno.EIO))

        expect:
        lab.world().pf(CARD).get().state() == PfState.UNREADABLE
        lab.world().pf(OTHER).get().state() == PfState.READY

        and:
        def refusal = lab.run(reconfigure(2))
        refusal.outcome() == Outcome.REFUSED
        refusal.troubles()[0].toString().contains(CARD.toString())
        lab.writes() == []
        lab.run(new Request.ReconfigurePf(OTHER, 2, false, [] as Set)).outcome() == Outcome.DONE
    }

    def 'a kernel that enables fewer VFs than it says is found out, and taken back'() {
        given:
        lab.run(reconfigure(1))
        lab.host().kernel().fail(new KernelFault.ShortEnable(CARD, 2))

        when:
        def report = lab.run(reconfigure(4))

        then:
        report.outcome() == Outcome.ROLLED_BACK
        report.troubles()[0].toString().contains('2')
        lab.host().kernel().vfCounts()[CARD] == 1
    }

    def 'a VM without a free hot-pluggable port is refused before anything is touched'() {
        given:
        lab.run(reconfigure(2))
        lab.host().startVm(SimulatedQemu.Options.named('full', 0).withPorts(0))
        lab.world()
        def before = lab.writes()

        when:
        def report = lab.run(attach('full', 0))

        then:
        report.outcome() == Outcome.REFUSED
        report.troubles()[0].toString().contains('pcie-root-port')
        lab.writes() == before
    }

    def 'a guest that refuses to give its device up keeps it'() {
        given:
        lab.run(reconfigure(1))
        lab.startVm('stubborn', PauseSupport.NONE, GuestBehaviour.REFUSING)
        lab.run(attach('stubborn', 0))

        when:
        def report = lab.run(new Request.Detach(lab.world().bindings()[0].id()))

        then:
        report.outcome() in [Outcome.ROLLED_BACK, Outcome.FAILED]
        report.troubles()[0].toString().contains('guest')
        lab.guests()['stubborn'].size() == 1
    }

    def 'a guest that misses the first request to give its device up is asked again'() {
        given:
        lab.run(reconfigure(1))
        def vm = lab.startVm('booting', PauseSupport.NONE, GuestBehaviour.OBLIGING)
        lab.run(attach('booting', 0))
        vm.fail(QemuFault.MISS_UNPLUG)

        expect:
        lab.run(new Request.Detach(lab.world().bindings()[0].id())).outcome() == Outcome.DONE
        lab.guests()['booting'].isEmpty()
    }

    def 'a VF that a VM holds without telling is not said to be a stranger\'s'() {
        given:
        lab.run(reconfigure(1))
        def vm = lab.startVm('secretive', PauseSupport.NONE, GuestBehaviour.OBLIGING)
        lab.world()
        lab.hold(lab.world().vf(new VfName(CARD, 0)).get().address(), new Holder(vm.pid(), 'qemu-system-x86 secretive'))

        when:
        def report = lab.run(reconfigure(2))

        then:
        report.outcome() == Outcome.REFUSED
        report.troubles()[0].answer().contains('VM secretive holds it')
    }

    def 'a pause is refused where QEMU has none, and says what would help'() {
        given:
        lab.run(reconfigure(1))
        lab.startVm('stock', PauseSupport.NONE, GuestBehaviour.OBLIGING)
        lab.run(attach('stock', 0))

        when:
        def report = lab.run(new Request.Pause([lab.world().bindings()[0].id()] as Set))

        then:
        report.outcome() == Outcome.REFUSED
        report.troubles()[0].toString().contains('pause')
    }

    def 'plans write nothing'() {
        given:
        lab.run(reconfigure(2))
        lab.startVm('a', PauseSupport.VFIO_PAUSE, GuestBehaviour.OBLIGING)
        lab.run(attach('a', 0))
        def id = lab.world().bindings()[0].id()
        def before = lab.writes()
        def commands = lab.vms()['a'].devices()

        when:
        [reconfigure(4), attach('a', 1), new Request.Detach(id), new Request.Pause([id] as Set),
         new Request.ReconfigureBinding(id, VfName.parse("$CARD/1"), false), reconfigure(99)].each {
            try {
                lab.engine().plan(it)
            } catch (Refused refused) {
                // that is a plan too: it says no
            }
        }

        then:
        lab.writes() == before
        lab.vms()['a'].devices() == commands
    }

    private static Request reconfigure(int vfs) {
        new Request.ReconfigurePf(CARD, vfs, false, [] as Set)
    }

    private static Request attach(String vm, int vf) {
        new Request.Attach(vm, new VfChoice.Named(new VfName(CARD, vf)), Optional.empty())
    }
}
