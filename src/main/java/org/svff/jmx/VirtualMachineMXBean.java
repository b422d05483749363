package org.svff.jmx;

import org.svff.jmx.view.Description;
import org.svff.jmx.view.PlanView;
import org.svff.jmx.view.ReportView;

/** One VM. All attributes come from the agent's last reading; none touches QEMU. */
@Description("A virtual machine: a running QEMU.")
@AttributeOrder({
    "Status",
    "Reachable",
    "Note",
    "VfCount",
    "Quota",
    "Quotas",
    "FreePorts",
    "PauseSupported",
    "PauseSupport",
    "Name",
    "Pid",
    "QemuVersion"
})
public interface VirtualMachineMXBean {
    @Description("Name, unique on this host")
    String getName();

    @Description("QEMU's process id; 0 when unknown")
    long getPid();

    @Description("QEMU's version; empty when unknown")
    String getQemuVersion();

    @Description("QEMU's run state, e.g. running; empty when unknown")
    String getStatus();

    @Description("Whether QEMU answers")
    boolean isReachable();

    @Description("Why QEMU does not answer, or another thing to know; may be empty")
    String getNote();

    @Description("Whether its QEMU can let go of a VF while the guest keeps its device")
    boolean isPauseSupported();

    @Description(
            "NONE, VFIO_PAUSE, VFIO_PAUSE_IN_PLACE (through libvirt) or DEVICE_PAUSE: which pause command its QEMU has")
    String getPauseSupport();

    @Description("How many VFs the VM has or is owed")
    @Unit("VFs")
    int getVfCount();

    @Description("How many VFs it may have, by the quotas that are about it alone and count all cards; -1 for no limit")
    @Unit("VFs")
    int getQuota();

    @Description("All quotas that are about it, in words, with file and line")
    String[] getQuotas();

    @Description("Empty hot-pluggable ports, where a VF may be attached")
    String[] getFreePorts();

    @Description("Plugs a VF into this VM; the guest sees a new device")
    ReportView attach(
            @Description("A VF by name (0000:03:00.0/2), or a PF by address (0000:03:00.0) for its first free VF")
                    String vf);

    @Description("Plugs a VF into this VM as a guest device of a given id; the guest sees a new device")
    ReportView attachAs(
            @Description("A VF by name (0000:03:00.0/2), or a PF by address (0000:03:00.0) for its first free VF")
                    String vf,
            @Description("QEMU id for the guest device, e.g. svff-0; empty for the first free one") String device);

    @Description("Pauses all bindings of this VM")
    ReportView pause();

    @Description("Gives all paused and failed bindings of this VM their VFs back")
    ReportView resume();

    @Description("What attach would do; touches nothing")
    @ReadOnly
    PlanView planAttach(
            @Description("A VF by name (0000:03:00.0/2), or a PF by address (0000:03:00.0) for its first free VF")
                    String vf);

    @Description("What attachAs would do; touches nothing")
    @ReadOnly
    PlanView planAttachAs(
            @Description("A VF by name (0000:03:00.0/2), or a PF by address (0000:03:00.0) for its first free VF")
                    String vf,
            @Description("QEMU id for the guest device, e.g. svff-0; empty for the first free one") String device);

    @Description("What pause would do; touches nothing")
    @ReadOnly
    PlanView planPause();

    @Description("What resume would do; touches nothing")
    @ReadOnly
    PlanView planResume();
}
