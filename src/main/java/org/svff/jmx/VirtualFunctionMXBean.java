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
    "Vlan"
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
}
