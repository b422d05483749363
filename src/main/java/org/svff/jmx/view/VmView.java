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

        @Description("NONE, VFIO_PAUSE or DEVICE_PAUSE: which pause command its QEMU has")
        String pauseSupport,

        @Description("How many VFs the VM has or is owed") int vfCount,

        @Description("Empty hot-pluggable ports, where a VF may be attached")
        List<String> freePorts) {
    public VmView {
        freePorts = List.copyOf(freePorts);
    }
}
