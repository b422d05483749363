package org.svff.host

import java.time.Clock
import java.time.Duration
import java.util.concurrent.CompletableFuture
import org.svff.pci.PciAddress
import org.svff.sim.SimCard
import org.svff.sim.SimulatedKernel
import org.svff.world.Holder
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.util.concurrent.PollingConditions

/** The host is read while others write to it. */
class HostReadingSpec extends Specification {
    static final PF = '0000:01:00.0'
    static final COUNT = "/sys/bus/pci/devices/$PF/sriov_numvfs" as String
    static final LINK = "/sys/bus/pci/devices/$PF/virtfn0" as String

    /** A kernel on which something happens just after the VF count was read. */
    static class Eventful implements Sysfs {
        @Delegate
        Sysfs kernel

        Runnable event

        @Override
        String read(String path) {
            def text = kernel.read(path)
            if (path == COUNT) {
                event.run()
            }
            text
        }
    }

    def kernel = new SimulatedKernel().with(SimCard.igb(PF, 7))

    @AutoCleanup
    SriovHost host

    def 'a VF is seen, and who holds it, also when a write that waits for the holder began in the middle of the reading'() {
        given: 'a VF that somebody holds'
        kernel.write(COUNT, '1')
        def vf = PciAddress.parse(kernel.readLink(LINK).split('/')[-1])
        kernel.write("/sys/bus/pci/devices/$vf/driver_override", 'vfio-pci')
        if (kernel.exists("/sys/bus/pci/devices/$vf/driver")) {
            kernel.write("/sys/bus/pci/devices/$vf/driver/unbind", vf.toString())
        }
        kernel.write('/sys/bus/pci/drivers/vfio-pci/bind', vf.toString())
        kernel.holdAsStranger(vf, new Holder(4711, 'dpdk-testpmd'))
        def write = null
        def eventful = new Eventful(kernel: kernel, event: {
            write = write ?: CompletableFuture.runAsync { kernel.write(COUNT, '0') }
            new PollingConditions(timeout: 10).eventually { assert !kernel.exists(LINK) }
        })
        host = new SriovHost(eventful, Clock.systemUTC())

        when:
        def pf = host.read(Duration.ofSeconds(10)).first()

        then:
        pf.vfs()*.address() == [vf]
        pf.vfs()[0].holders()*.pid() == [4711L]

        cleanup:
        kernel.removeProcess(4711)
        write?.join()
    }
}
