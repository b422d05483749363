package org.svff.engine;

import static org.svff.testbed.Lab.CARD;

import java.util.ArrayList;
import java.util.List;
import org.svff.host.Errno;
import org.svff.sim.KernelFault;
import org.svff.sim.QemuFault;
import org.svff.sim.SimulatedQemu;
import org.svff.testbed.Lab;

/** A fault of the mock kernel, or of the QEMU of VM {@code a}. */
sealed interface Affliction {
    void strike(Lab lab);

    void heal(Lab lab);

    record OfKernel(KernelFault fault) implements Affliction {
        @Override
        public void strike(Lab lab) {
            lab.host().kernel().fail(fault);
        }

        @Override
        public void heal(Lab lab) {
            lab.host().kernel().heal(fault);
        }

        @Override
        public String toString() {
            return fault.toString();
        }
    }

    record OfQemu(QemuFault fault) implements Affliction {
        @Override
        public void strike(Lab lab) {
            qemu(lab).fail(fault);
        }

        @Override
        public void heal(Lab lab) {
            qemu(lab).heal(fault);
        }

        private static SimulatedQemu qemu(Lab lab) {
            return lab.vms().get("a");
        }

        @Override
        public String toString() {
            return fault.toString();
        }
    }

    /** Every fault there is, at each file that plans write or read. */
    static List<Affliction> all() {
        List<Affliction> all = new ArrayList<>();
        for (String file : List.of(
                CARD + "/sriov_numvfs",
                CARD + "/sriov_drivers_autoprobe",
                "/driver_override",
                "/vfio-pci/bind",
                "/unbind",
                "eth" + CARD.bus())) {
            all.add(new OfKernel(new KernelFault.WriteFails(file, Errno.EIO)));
        }
        for (String file : List.of(CARD + "/sriov_numvfs", "/vfio-pci/bind")) {
            all.add(new OfKernel(new KernelFault.WriteHangs(file)));
        }
        for (String file : List.of(CARD + "/sriov_numvfs", CARD + "/sriov_totalvfs", "/class", "/stat", "/comm")) {
            all.add(new OfKernel(new KernelFault.ReadFails(file, Errno.EIO)));
        }
        all.add(new OfKernel(new KernelFault.ShortEnable(CARD, 1)));
        all.add(new OfKernel(new KernelFault.ReadOnly()));
        all.add(new OfKernel(new KernelFault.ForgetsMac(CARD)));
        all.add(new OfKernel(new KernelFault.LosesUevents()));
        for (QemuFault fault : QemuFault.values()) {
            all.add(new OfQemu(fault));
        }
        return all;
    }
}
