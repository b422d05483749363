package org.svff.jmx;

import org.svff.jmx.view.Description;
import org.svff.jmx.view.PlanView;
import org.svff.jmx.view.ReportView;

/** One binding, by VM and guest device. All attributes come from the agent's memory; none touches QEMU. */
@Description("A binding: a VM has this guest device, with this VF behind it.")
@AttributeOrder({
    "State",
    "Note",
    "Vf",
    "PausedSince",
    "PausedMillis",
    "LastOutageMillis",
    "TotalOutageMillis",
    "PauseCount",
    "Name",
    "Vm",
    "Device",
    "Address"
})
public interface BindingMXBean {
    @Description("The binding's name: VM, slash, guest device")
    String getName();

    @Description("The VM")
    String getVm();

    @Description("QEMU's id of the guest device")
    String getDevice();

    @Description("Name of the VF behind it; empty when the kernel shows none there")
    String getVf();

    @Description("PCI address that QEMU was given")
    String getAddress();

    @Description("ATTACHED, PAUSED or FAILED")
    String getState();

    @Description("Why it failed; else empty")
    String getNote();

    @Description("When the present pause began, ISO 8601 in UTC; empty when it is not paused")
    String getPausedSince();

    @Description("How long the present pause has lasted, in milliseconds; 0 when it is not paused")
    @Unit("milliseconds")
    long getPausedMillis();

    @Description("How many pauses and replugs have ended since the agent started")
    @Unit(value = "outages", type = Unit.COUNTER)
    long getPauseCount();

    @Description("How long the last of them took, in milliseconds")
    @Unit("milliseconds")
    long getLastOutageMillis();

    @Description("How long all of them took, in milliseconds")
    @Unit(value = "milliseconds", type = Unit.COUNTER)
    long getTotalOutageMillis();

    @Description("QEMU lets go of the VF; the guest keeps its device")
    ReportView pause();

    @Description("Gives the guest device its VF back")
    ReportView resume();

    @Description("Puts another VF behind the guest device; the guest keeps its device")
    ReportView reconfigure(@Description("Name of the VF to put there, PF/INDEX, e.g. 0000:03:00.0/2") String vf);

    @Description(
            "Puts another VF behind the guest device; where the VM cannot pause, the guest sees its device go and come back")
    ReportView reconfigureAllowingReplug(
            @Description("Name of the VF to put there, PF/INDEX, e.g. 0000:03:00.0/2") String vf);

    @Description("Unplugs the guest device; the guest sees it go")
    ReportView detach();

    @Description("What pause would do; touches nothing")
    @ReadOnly
    PlanView planPause();

    @Description("What resume would do; touches nothing")
    @ReadOnly
    PlanView planResume();

    @Description("What reconfigure would do; touches nothing")
    @ReadOnly
    PlanView planReconfigure(@Description("Name of the VF to put there, PF/INDEX, e.g. 0000:03:00.0/2") String vf);

    @Description("What reconfigureAllowingReplug would do; touches nothing")
    @ReadOnly
    PlanView planReconfigureAllowingReplug(
            @Description("Name of the VF to put there, PF/INDEX, e.g. 0000:03:00.0/2") String vf);

    @Description("What detach would do; touches nothing")
    @ReadOnly
    PlanView planDetach();
}
