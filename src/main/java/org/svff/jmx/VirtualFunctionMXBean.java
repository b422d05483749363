package org.svff.jmx;

import org.svff.jmx.view.Description;
import org.svff.jmx.view.PlanView;
import org.svff.jmx.view.ReportView;

/** One VF, by PF and index. All attributes come from the agent's last reading; none touches the kernel. */
@Description("An SR-IOV Virtual Function (VF), and who has it.")
@AttributeOrder({
    "State",
    "Vm",
    "Device",
    "Holders",
    "HostUse",
    "Name",
    "Pf",
    "Index",
    "Address",
    "Driver",
    "IommuGroup",
    "Mac",
    "Vlan",
    "Qos",
    "Trust",
    "SpoofCheck",
    "Link",
    "MinTxRate",
    "MaxTxRate",
    "Settings"
})
public interface VirtualFunctionMXBean {
    @Description("The VF's name: PF address, slash, index")
    String getName();

    @Description("PCI address of its PF")
    String getPf();

    @Description("Index within its PF, from 0")
    int getIndex();

    @Description("Present PCI address; may change when VFs are re-created")
    String getAddress();

    @Description("Driver bound to the VF; empty when there is none")
    String getDriver();

    @Description("IOMMU group; -1 when no IOMMU is on")
    int getIommuGroup();

    @Description("FREE, ATTACHED, PAUSED, FAILED, HOST or FOREIGN")
    String getState();

    @Description("VM that has the VF or is owed it; empty when there is none")
    String getVm();

    @Description("Guest device of that VM; empty when there is none")
    String getDevice();

    @Description("Processes that hold the VF open, by command and process id")
    String[] getHolders();

    @Description("How the host uses the VF; empty when it does not")
    String getHostUse();

    @Description("MAC address set on a network VF; empty when there is none")
    String getMac();

    @Description("VLAN id set on a network VF; 0 for none")
    int getVlan();

    @Description("Priority in the VLAN's tag, 0 to 7")
    int getQos();

    @Description("Whether the guest may change what is set here: on, off, or empty when the driver does not tell")
    String getTrust();

    @Description("Whether frames with another sender are dropped: on, off, or empty when the driver does not tell")
    String getSpoofCheck();

    @Description("Link of a network VF: auto (as the PF's), on or off; empty for other VFs")
    String getLink();

    @Description("Least transmit rate set on a network VF; 0 for none")
    @Unit("Mbit/s")
    int getMinTxRate();

    @Description("Greatest transmit rate set on a network VF; 0 for no limit")
    @Unit("Mbit/s")
    int getMaxTxRate();

    @Description("What is set on the VF from the host, in one line; empty when it has no settings")
    String getSettings();

    @Description("Plugs this VF into a VM; the guest sees a new device")
    ReportView attach(@Description("Name of the VM") String vm);

    @Description("Plugs this VF into a VM as a guest device of a given id; the guest sees a new device")
    ReportView attachAs(
            @Description("Name of the VM") String vm,
            @Description("QEMU id for the guest device, e.g. svff-0; empty for the first free one") String device);

    @Description("Unplugs this VF from the VM that has it; the guest sees its device go")
    ReportView detach();

    @Description("QEMU lets go of this VF; the guest keeps its device")
    ReportView pause();

    @Description("Gives the paused or failed binding of this VF its VF back")
    ReportView resume();

    @Description("Gives this VF, which nobody may have, another driver")
    ReportView reconfigure(
            @Description("Name of the driver, e.g. vfio-pci; empty to leave the VF without one") String driver);

    @Description("Changes what is set on this VF; a guest that has it keeps it. They stay when VFs are made anew")
    ReportView reconfigureSettings(@Description(SETTINGS) String settings);

    @Description("What attach would do; touches nothing")
    @ReadOnly
    PlanView planAttach(@Description("Name of the VM") String vm);

    @Description("What detach would do; touches nothing")
    @ReadOnly
    PlanView planDetach();

    @Description("What pause would do; touches nothing")
    @ReadOnly
    PlanView planPause();

    @Description("What resume would do; touches nothing")
    @ReadOnly
    PlanView planResume();

    @Description("What reconfigure would do; touches nothing")
    @ReadOnly
    PlanView planReconfigure(
            @Description("Name of the driver, e.g. vfio-pci; empty to leave the VF without one") String driver);

    @Description("What reconfigureSettings would do; touches nothing")
    @ReadOnly
    PlanView planReconfigureSettings(@Description(SETTINGS) String settings);

    /** How settings are written. */
    String SETTINGS = "What to set, e.g. mac=52:54:00:00:00:0a vlan=7 qos=3 trust=on; also vlan-protocol, spoof-check,"
            + " link, min-tx-rate, max-tx-rate; of an NVMe VF queues=8 interrupts=8 online=on";
}
