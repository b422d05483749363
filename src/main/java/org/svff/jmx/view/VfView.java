package org.svff.jmx.view;

import java.util.List;

/** A VF, and who has it. */
@Description("A VF, and who has it.")
public record VfView(
        @Description("The VF's name: PF address, slash, index")
        String name,

        @Description("PCI address of its PF") String pf,
        @Description("Index within its PF, from 0") int index,

        @Description("Present PCI address; may change when VFs are re-created")
        String address,

        @Description("Driver bound to the VF; empty when there is none")
        String driver,

        @Description("IOMMU group; -1 when no IOMMU is on") int iommuGroup,

        @Description("FREE, ATTACHED, PAUSED, FAILED, HOST or FOREIGN")
        String state,

        @Description("VM that has the VF or is owed it; empty when there is none")
        String vm,

        @Description("Guest device of that VM; empty when there is none")
        String device,

        @Description("Processes that hold the VF open, by command and process id")
        List<String> holders,

        @Description("How the host uses the VF; empty when it does not")
        String hostUse,

        @Description("MAC address set on a network VF; empty when there is none")
        String mac,

        @Description("VLAN id set on a network VF; 0 for none")
        int vlan) {
    public VfView {
        holders = List.copyOf(holders);
    }
}
