package org.svff.jmx.view;

import java.util.List;

/** A PF, as the kernel showed it last. */
@Description("A PF, as the kernel showed it last.")
public record PfView(
        @Description("PCI address, e.g. 0000:03:00.0") String address,

        @Description("PCI vendor id, four hexadecimal digits")
        String vendorId,

        @Description("PCI device id, four hexadecimal digits")
        String deviceId,

        @Description("Driver bound to the PF; empty when there is none")
        String driver,

        @Description("NUMA node; -1 when the platform names none")
        int numaNode,

        @Description("How many VFs the driver allows (sriov_totalvfs)")
        int totalVfs,

        @Description("How many VFs are enabled (sriov_numvfs)")
        int numVfs,

        @Description("VFs that nobody has") int freeVfs,
        @Description("VFs that VMs have") int attachedVfs,
        @Description("VFs kept for paused bindings") int pausedVfs,
        @Description("VFs that failed bindings are owed") int failedVfs,
        @Description("VFs that the host itself uses") int hostVfs,

        @Description("VFs held by processes that are none of the agent's VMs")
        int foreignVfs,

        @Description("Whether new VFs get a host driver at once")
        boolean autoprobe,

        @Description("READY, NO_DRIVER, STUCK or UNREADABLE")
        String state,

        @Description("Why the PF cannot be worked with; else empty")
        String note,

        @Description("Queues the PF may use (QDMA cards); -1 when it has no queue pool")
        int queues,

        @Description("Queues that the PF is to have (QDMA cards); 0 when nobody said, -1 without a pool")
        int wantedQueues,

        @Description("Name of the image that the card is known to run; empty when that is not known")
        String image,

        @Description("Correctable PCIe errors since boot; -1 when the kernel does not count them")
        long aerCorrectable,

        @Description("Non-fatal PCIe errors since boot; -1 when the kernel does not count them")
        long aerNonFatal,

        @Description("Fatal PCIe errors since boot; -1 when the kernel does not count them")
        long aerFatal,

        @Description("Network interfaces of the PF itself") List<String> interfaces,

        @Description(
                "The slot it is in: its number, or the way to it through the bridges; empty when that is not known")
        String slot,

        @Description("Its PCIe Device Serial Number, or the MAC a network card was made with; empty when it has none")
        String serial) {
    public PfView {
        interfaces = List.copyOf(interfaces);
    }
}
