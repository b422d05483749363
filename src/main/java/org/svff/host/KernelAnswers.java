package org.svff.host;

import org.svff.host.HostException.Kind;
import org.svff.pci.PciAddress;
import org.svff.world.Trouble;

/** What the kernel's error numbers mean to an operator. */
final class KernelAnswers {
    private KernelAnswers() {}

    /** An answer that means the same whatever was asked. */
    static HostException general(String device, String tried, SysfsException e) {
        return switch (e.errno()) {
            case EPERM, EACCES ->
                failed(
                        Kind.NOT_PERMITTED,
                        device,
                        tried,
                        e,
                        "run the agent as root, outside of user namespaces; kernel lockdown can forbid it as well");
            case EROFS ->
                failed(
                        Kind.READ_ONLY,
                        device,
                        tried,
                        e,
                        "/sys is mounted read-only, as in an ordinary container: mount it read-write"
                                + " or run the agent on the host");
            case ENOENT, ENODEV, ENXIO ->
                failed(Kind.NO_SUCH_DEVICE, device, tried, e, "the device went away; list the devices again");
            case EBUSY -> failed(Kind.BUSY, device, tried, e, "see what uses the device, and try again");
            case ENOMEM, ENOSPC ->
                failed(Kind.KERNEL, device, tried, e, "free memory; the kernel's log (dmesg) tells what it lacked");
            default -> failed(Kind.KERNEL, device, tried, e, "the kernel's log (dmesg) may tell more");
        };
    }

    /** Answers to a write of sriov_numvfs (drivers/pci/iov.c, sriov_numvfs_store, sriov_enable). */
    static HostException vfCount(String device, String tried, SysfsException e, boolean qdma) {
        return switch (e.errno()) {
            case EPERM ->
                qdma // qdma_device_sriov_config of AMD's driver
                        ? failed(
                                Kind.REFUSED,
                                device,
                                tried,
                                e,
                                "the card's image has no mailbox between PF and VFs, without which QDMA's driver makes no"
                                        + " VFs: program an image that was generated with the mailbox enabled")
                        : general(device, tried, e);
            case ENOENT ->
                failed(
                        Kind.NO_DRIVER,
                        device,
                        tried,
                        e,
                        "the PF needs a driver that can do SR-IOV: bind it to its own driver");
            case EBUSY ->
                failed(
                        Kind.BUSY,
                        device,
                        tried,
                        e,
                        "VFs are enabled already, or the PF's driver uses them: set the count to 0 first");
            case ERANGE ->
                failed(Kind.REFUSED, device, tried, e, "the PF's driver allows fewer VFs: see sriov_totalvfs");
            case EINVAL ->
                failed(Kind.REFUSED, device, tried, e, "the PF's driver does not take this count; see dmesg");
            case ENOMEM, ENOSPC ->
                failed(
                        Kind.KERNEL,
                        device,
                        tried,
                        e,
                        "the firmware left no room for the VFs: boot with pci=realloc"
                                + " (bus numbers: pci=assign-busses), or ask for fewer");
            default -> general(device, tried, e);
        };
    }

    /** There is no qdma folder. */
    static HostException noQueues(PciAddress pf, String tried) {
        return new HostException(
                Kind.NO_DRIVER,
                new Trouble(
                        pf.toString(),
                        tried,
                        "it has no queue pool: there is no " + SysPaths.of(pf, SysPaths.QDMA_QMAX),
                        "queue pools are QDMA's: is its driver, qdma-pf, bound to the card?"));
    }

    /** Answers to a write of qdma/qmax: one error for all that its driver does not like. */
    static HostException queues(String device, String tried, SysfsException e) {
        return switch (e.errno()) {
            case EINVAL, EPERM, EBUSY, ENOSPC ->
                failed(
                        e.errno() == Errno.EBUSY ? Kind.BUSY : Kind.REFUSED,
                        device,
                        tried,
                        e,
                        "queues of the function are active (stop and delete them: dma-ctl DEV q stop, q del), or the"
                                + " card's pool has not so many left for it; see dmesg");
            default -> general(device, tried, e);
        };
    }

    /** Answers to a write of a driver's bind file (drivers/base/bus.c, bind_store). */
    static HostException bind(String device, String tried, String driver, SysfsException e) {
        return switch (e.errno()) {
            case ENODEV ->
                failed(
                        Kind.NO_DRIVER,
                        device,
                        tried,
                        e,
                        driver + " does not take this device (or it went away): see dmesg, and that 'modprobe " + driver
                                + "' was run");
            case EBUSY -> failed(Kind.BUSY, device, tried, e, "another driver has the device: unbind it first");
            case EINVAL ->
                failed(Kind.KERNEL, device, tried, e, "is the IOMMU on (intel_iommu=on, amd_iommu=on)? see dmesg");
            default -> general(device, tried, e);
        };
    }

    /** Answers to RTM_SETLINK for a VF (net/core/rtnetlink.c, do_setvfinfo, and the drivers' ndo_set_vf_... functions). */
    static HostException network(String device, String tried, SysfsException e) {
        String remedy = switch (e.errno()) {
            case EPERM, EACCES ->
                "the agent needs CAP_NET_ADMIN where the PF's interface is; with that, the card's driver or"
                        + " firmware forbids it (in switchdev mode, set it on the VF's representor)";
            case EOPNOTSUPP -> "the PF's driver cannot set this on its VFs: leave it out";
            case EINVAL, ERANGE ->
                "the PF's driver does not take this value: a rate needs the PF's link up and lies below its"
                        + " speed, a least rate not every driver has; see dmesg";
            case EBUSY, EAGAIN -> "the PF is just being reset or is busy: try again";
            default -> "see dmesg, and set it with `ip link set` if need be";
        };
        return failed(
                e.errno() == Errno.EPERM || e.errno() == Errno.EACCES ? Kind.NOT_PERMITTED : Kind.REFUSED,
                device,
                tried,
                String.valueOf(e.getMessage()),
                remedy,
                e);
    }

    static HostException refused(String device, String tried, String answer, String remedy) {
        return new HostException(Kind.REFUSED, new Trouble(device, tried, answer, remedy));
    }

    static HostException notApplied(String device, String tried, String shown) {
        return new HostException(
                Kind.NOT_APPLIED,
                new Trouble(
                        device,
                        tried,
                        "the kernel took it, but reads back " + shown,
                        "see dmesg, and whether another tool manages this device"));
    }

    private static HostException failed(Kind kind, String device, String tried, SysfsException e, String remedy) {
        return failed(kind, device, tried, e.answer(), remedy, e);
    }

    private static HostException failed(
            Kind kind, String device, String tried, String answer, String remedy, SysfsException e) {
        return new HostException(kind, new Trouble(device, tried, answer, remedy), e);
    }
}
