package org.svff.jmx;

import org.svff.jmx.view.Description;
import org.svff.jmx.view.PlanView;
import org.svff.jmx.view.ReportView;

/** One PF. All attributes come from the agent's last reading; none touches the kernel. */
@Description("An SR-IOV Physical Function (PF): a card whose Virtual Functions (VFs) are given to VMs.")
@AttributeOrder({
    "State",
    "Note",
    "NumVfs",
    "TotalVfs",
    "FreeVfs",
    "AttachedVfs",
    "PausedVfs",
    "FailedVfs",
    "HostVfs",
    "ForeignVfs",
    "AerFatal",
    "AerNonFatal",
    "AerCorrectable",
    "Address",
    "Image",
    "Driver",
    "VendorId",
    "DeviceId",
    "NumaNode",
    "Slot",
    "Serial",
    "Interfaces",
    "Autoprobe",
    "Queues",
    "WantedQueues",
    "WantedVfs",
    "Drift"
})
public interface PhysicalFunctionMXBean {
    @Description("PCI address, e.g. 0000:03:00.0")
    String getAddress();

    @Description("PCI vendor id, four hexadecimal digits")
    String getVendorId();

    @Description("PCI device id, four hexadecimal digits")
    String getDeviceId();

    @Description("Driver bound to the PF; empty when there is none")
    String getDriver();

    @Description("NUMA node; -1 when the platform names none")
    int getNumaNode();

    @Description("The slot it is in: its number, or the way to it through the bridges; empty when that is not known")
    String getSlot();

    @Description("Its PCIe Device Serial Number, or the MAC a network card was made with; empty when it has none")
    String getSerial();

    @Description("How many VFs were asked for; -1 when nobody asked")
    @Unit("VFs")
    int getWantedVfs();

    @Description("What of the PF is not as it was asked for, and how")
    String[] getDrift();

    @Description("How many VFs the driver allows (sriov_totalvfs)")
    @Unit("VFs")
    int getTotalVfs();

    @Description("How many VFs are enabled (sriov_numvfs)")
    @Unit("VFs")
    int getNumVfs();

    @Description("VFs that nobody has")
    @Unit("VFs")
    int getFreeVfs();

    @Description("VFs that VMs have")
    @Unit("VFs")
    int getAttachedVfs();

    @Description("VFs kept for paused bindings")
    @Unit("VFs")
    int getPausedVfs();

    @Description("VFs that failed bindings are owed")
    @Unit("VFs")
    int getFailedVfs();

    @Description("VFs that the host itself uses")
    @Unit("VFs")
    int getHostVfs();

    @Description("VFs held by processes that are none of the agent's VMs")
    @Unit("VFs")
    int getForeignVfs();

    @Description("Whether new VFs get a host driver at once")
    boolean isAutoprobe();

    @Description("READY, NO_DRIVER, STUCK or UNREADABLE")
    String getState();

    @Description("Why the PF cannot be worked with; else empty")
    String getNote();

    @Description("Queues the PF may use (QDMA cards); -1 when it has no queue pool")
    @Unit("queues")
    int getQueues();

    @Description(
            "Queues that the PF is to have whenever they fall to 0 (QDMA cards); 0 when nobody said, -1 without a pool")
    @Unit("queues")
    int getWantedQueues();

    @Description("Name of the image that the card is known to run; empty when that is not known")
    String getImage();

    @Description("Correctable PCIe errors since boot; -1 when the kernel does not count them")
    @Unit(value = "errors", type = Unit.COUNTER)
    long getAerCorrectable();

    @Description("Non-fatal PCIe errors since boot; -1 when the kernel does not count them")
    @Unit(value = "errors", type = Unit.COUNTER)
    long getAerNonFatal();

    @Description("Fatal PCIe errors since boot; -1 when the kernel does not count them")
    @Unit(value = "errors", type = Unit.COUNTER)
    long getAerFatal();

    @Description("Network interfaces of the PF itself")
    String[] getInterfaces();

    @Description("Pauses all bindings on this PF: QEMU lets go of the VFs, the guests keep their devices")
    ReportView pause();

    @Description("Gives all paused and failed bindings on this PF their VFs back")
    ReportView resume();

    @Description("Changes the number of VFs; bindings are paused meanwhile and get the VFs of their indexes back")
    ReportView reconfigure(@Description("How many VFs there shall be, 0 to TotalVfs") int vfs);

    @Description(
            "Changes the number of VFs; VMs that cannot pause have their device unplugged and plugged in again, which their guests see")
    ReportView reconfigureAllowingReplug(@Description("How many VFs there shall be, 0 to TotalVfs") int vfs);

    @Description("Changes the number of VFs, with every choice spelt out")
    ReportView reconfigureWith(
            @Description("How many VFs there shall be, 0 to TotalVfs") int vfs,
            @Description(
                            "Whether VMs that cannot pause may have their device unplugged and plugged in again, which their guests see")
                    boolean allowReplug,
            @Description("Bindings (VM/DEVICE) that may stay paused when their VF is no longer there")
                    String[] mayStayPaused,
            @Description("Bindings that get another VF than that of their index, as web-1/svff-0=0000:03:00.0/1")
                    String[] moves);

    @Description("Destroys all VFs and makes as many anew; bindings are paused meanwhile")
    ReportView recreate(
            @Description(
                            "Whether VMs that cannot pause may have their device unplugged and plugged in again, which their guests see")
                    boolean allowReplug);

    @Description("What recreate would do; touches nothing")
    @ReadOnly
    PlanView planRecreate(
            @Description(
                            "Whether VMs that cannot pause may have their device unplugged and plugged in again, which their guests see")
                    boolean allowReplug);

    @Description(
            "Sets how many queues the PF may use (QDMA), now and after every reset, probe and image; VFs are made anew around it, bindings are paused meanwhile")
    ReportView reconfigureQueues(
            @Description("How many queues; 0 for none, and whatever is configured") int queues,
            @Description(
                            "Whether VMs that cannot pause may have their device unplugged and plugged in again, which their guests see")
                    boolean allowReplug);

    @Description("What reconfigureQueues would do; touches nothing")
    @ReadOnly
    PlanView planReconfigureQueues(
            @Description("How many queues; 0 for none, and whatever is configured") int queues,
            @Description(
                            "Whether VMs that cannot pause may have their device unplugged and plugged in again, which their guests see")
                    boolean allowReplug);

    @Description(
            "Loads an image into the card; bindings are paused meanwhile and get their VFs back if these are the same kind of device then")
    ReportView program(@Description("Name of the image; images() of the agent lists them") String image);

    @Description("Loads an image into the card, with every choice spelt out")
    ReportView programWith(
            @Description("Name of the image; images() of the agent lists them") String image,
            @Description("How many VFs there shall be then; -1 for as many as there are") int vfs,
            @Description(
                            "Whether VMs that cannot pause may have their device unplugged and plugged in again, which their guests see")
                    boolean allowReplug);

    @Description("What program would do, with the image's file checked; touches nothing")
    @ReadOnly
    PlanView planProgram(@Description("Name of the image; images() of the agent lists them") String image);

    @Description("What programWith would do, with the image's file checked; touches nothing")
    @ReadOnly
    PlanView planProgramWith(
            @Description("Name of the image; images() of the agent lists them") String image,
            @Description("How many VFs there shall be then; -1 for as many as there are") int vfs,
            @Description(
                            "Whether VMs that cannot pause may have their device unplugged and plugged in again, which their guests see")
                    boolean allowReplug);

    @Description("What reconfigure would do; touches nothing")
    @ReadOnly
    PlanView plan(@Description("How many VFs there shall be, 0 to TotalVfs") int vfs);

    @Description("What reconfigureWith would do; touches nothing")
    @ReadOnly
    PlanView planWith(
            @Description("How many VFs there shall be, 0 to TotalVfs") int vfs,
            @Description(
                            "Whether VMs that cannot pause may have their device unplugged and plugged in again, which their guests see")
                    boolean allowReplug,
            @Description("Bindings (VM/DEVICE) that may stay paused when their VF is no longer there")
                    String[] mayStayPaused,
            @Description("Bindings that get another VF than that of their index, as web-1/svff-0=0000:03:00.0/1")
                    String[] moves);

    @Description("What pause would do; touches nothing")
    @ReadOnly
    PlanView planPause();

    @Description("What resume would do; touches nothing")
    @ReadOnly
    PlanView planResume();
}
