package org.svff.sim;

import org.svff.host.Errno;
import org.svff.pci.PciAddress;
import org.svff.world.NetworkSetting;

/** Ways in which the mock kernel goes wrong. Equal faults are the same: what was switched on is switched off by it. */
public sealed interface KernelFault {
    /** A write of more to the PF's sriov_numvfs succeeds and enables only so many. */
    record ShortEnable(PciAddress pf, int enabled) implements KernelFault {}

    /** Writes to files whose path ends so are answered with this error. */
    record WriteFails(String pathEnd, Errno errno) implements KernelFault {}

    /** Reads of files whose path ends so are answered with this error. */
    record ReadFails(String pathEnd, Errno errno) implements KernelFault {}

    /** Writes to files whose path ends so do not come back until the fault is switched off. */
    record WriteHangs(String pathEnd) implements KernelFault {}

    /** Nothing can be written: the file system is mounted read-only. */
    record ReadOnly() implements KernelFault {}

    /** The PF's driver shows no MAC any more for a VF that is reset, as when QEMU lets go of it. */
    record ForgetsMac(PciAddress pf) implements KernelFault {}

    /** The driver of this network interface answers so when this is set on a VF. */
    record RefusesSetting(String netInterface, NetworkSetting setting, Errno errno) implements KernelFault {}

    /** Uevents do not arrive, and nobody is told of the loss. */
    record LosesUevents() implements KernelFault {}
}
