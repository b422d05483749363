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
        int vlan,

        @Description("Priority in the VLAN's tag, 0 to 7") int qos,

        @Description("Whether the guest may change what is set here: on, off, or empty when the driver does not tell")
        String trust,

        @Description("Whether frames with another sender are dropped: on, off, or empty when the driver does not tell")
        String spoofCheck,

        @Description("Link of a network VF: auto (as the PF's), on or off; empty for other VFs")
        String link,

        @Description("Least transmit rate set on a network VF, in Mbit/s; 0 for none")
        int minTxRate,

        @Description("Greatest transmit rate set on a network VF, in Mbit/s; 0 for no limit")
        int maxTxRate,

        @Description("What is set on the VF from the host, in one line; empty when it has no settings")
        String settings) {
    public VfView {
        holders = List.copyOf(holders);
    }

    /** A VF that has no settings but these. */
    public VfView(
            String name,
            String pf,
            int index,
            String address,
            String driver,
            int iommuGroup,
            String state,
            String vm,
            String device,
            List<String> holders,
            String hostUse,
            String mac,
            int vlan) {
        this(
                name,
                pf,
                index,
                address,
                driver,
                iommuGroup,
                state,
                vm,
                device,
                holders,
                hostUse,
                mac,
                vlan,
                0,
                "",
                "",
                "",
                0,
                0,
                "");
    }
}
