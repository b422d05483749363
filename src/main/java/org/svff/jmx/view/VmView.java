package org.svff.jmx.view;

import java.util.List;

/** A VM, as its QEMU answered last. */
@Description("A VM, as its QEMU answered last.")
public record VmView(
        @Description("Name, unique on this host") String name,
        @Description("QEMU's process id; 0 when unknown") long pid,
        @Description("QEMU's version; empty when unknown") String qemuVersion,

        @Description("QEMU's run state, e.g. running; empty when unknown")
        String status,

        @Description("Whether QEMU answers") boolean reachable,

        @Description("Why QEMU does not answer, or another thing to know; may be empty")
        String note,

        @Description("Whether its QEMU can let go of a VF while the guest keeps its device")
        boolean pauseSupported,

        @Description(
                "NONE, VFIO_PAUSE, VFIO_PAUSE_IN_PLACE (through libvirt) or DEVICE_PAUSE: which pause command its QEMU has")
        String pauseSupport,

        @Description("How many VFs the VM has or is owed") int vfCount,

        @Description("Empty hot-pluggable ports, where a VF may be attached")
        List<String> freePorts,

        @Description(
                "How many VFs it may have, by the quotas that are about it alone and count all cards; -1 for no limit")
        int quota,

        @Description("All quotas that are about it, in words, with file and line")
        List<String> quotas) {
    public VmView {
        freePorts = List.copyOf(freePorts);
        quotas = List.copyOf(quotas);
    }

    /** A VM about which there is no quota. */
    public VmView(
            String name,
            long pid,
            String qemuVersion,
            String status,
            boolean reachable,
            String note,
            boolean pauseSupported,
            String pauseSupport,
            int vfCount,
            List<String> freePorts) {
        this(
                name,
                pid,
                qemuVersion,
                status,
                reachable,
                note,
                pauseSupported,
                pauseSupport,
                vfCount,
                freePorts,
                -1,
                List.of());
    }
}
