package org.svff.jmx;

import java.util.List;
import org.svff.jmx.view.Description;
import org.svff.jmx.view.ImageView;
import org.svff.jmx.view.RestorationView;
import org.svff.jmx.view.RightsView;
import org.svff.jmx.view.WorldView;

/** The agent itself. Emits every notification of all MBeans, so that one subscription is enough. */
@Description("The agent: its health, and all that it knows in one call. Emits every notification of all its MBeans.")
@AttributeOrder({
    "FailedBindings",
    "PausedBindings",
    "DriftCount",
    "Drift",
    "StuckThreads",
    "LastError",
    "PfCount",
    "VfCount",
    "VmCount",
    "BindingCount",
    "PolicyCount",
    "ReadAt",
    "ReadAgeMillis",
    "Generation",
    "DroppedNotifications",
    "StartedAt",
    "UptimeMillis",
    "Version",
    "HostName",
    "ConfigFile"
})
public interface AgentMXBean {
    @Description("Version of the agent")
    String getVersion();

    @Description("Name of the host")
    String getHostName();

    @Description("Configuration file in force; empty when there is none")
    String getConfigFile();

    @Description("When the agent started, ISO 8601 in UTC")
    String getStartedAt();

    @Description("How long the agent has been running")
    @Unit("milliseconds")
    long getUptimeMillis();

    @Description("The last error that no operation reports; empty when there was none")
    String getLastError();

    @Description("Threads whose call into the kernel has not come back")
    @Unit("threads")
    int getStuckThreads();

    @Description("Notifications dropped because listeners were too slow")
    @Unit(value = "notifications", type = Unit.COUNTER)
    long getDroppedNotifications();

    @Description("Counts up with every reading of the host")
    @Unit(value = "readings", type = Unit.COUNTER)
    long getGeneration();

    @Description("When the host was last read, ISO 8601 in UTC")
    String getReadAt();

    @Description("How long ago the host was last read; more than inventory.poll and a little means that it cannot be")
    @Unit("milliseconds")
    long getReadAgeMillis();

    @Description("PFs of this host")
    @Unit("PFs")
    int getPfCount();

    @Description("VFs of this host")
    @Unit("VFs")
    int getVfCount();

    @Description("VMs of this host")
    @Unit("VMs")
    int getVmCount();

    @Description("Bindings, whatever their state")
    @Unit("bindings")
    int getBindingCount();

    @Description("Bindings that are paused")
    @Unit("bindings")
    int getPausedBindings();

    @Description("Bindings that are owed a VF they could not be given")
    @Unit("bindings")
    int getFailedBindings();

    @Description("Things that are not as they were asked for, as after a reboot or when somebody else changed them")
    @Unit("things")
    int getDriftCount();

    @Description("What is not as it was asked for, and how; restore makes it so")
    String[] getDrift();

    @Description("Policies that the agent keeps, broken and disabled ones included")
    @Unit("policies")
    int getPolicyCount();

    @Description("Reads kernel and VMs anew, and returns all of it")
    @ReadOnly
    WorldView refresh();

    @Description("The images that cards can be programmed with, from image.folder")
    @ReadOnly
    List<ImageView> images();

    @Description("All PFs, VFs, VMs and bindings as last read; touches nothing")
    @ReadOnly
    WorldView snapshot();

    @Description(
            "What operators asked for, which is kept over restarts, as YAML; for importWanted of this host or another")
    @ReadOnly
    String exportWanted();

    @Description("What importWanted would do; touches nothing")
    @ReadOnly
    RestorationView planImport(@Description("As exportWanted gives it") String yaml);

    @Description(
            "Has the agent want what a YAML text says, beside what it wants of other PFs and bindings, and makes it so")
    RestorationView importWanted(@Description("As exportWanted gives it") String yaml);

    @Description("What restore would do; touches nothing")
    @ReadOnly
    RestorationView planRestore();

    @Description("Makes PFs and bindings again what was asked of them: images, queues, VF counts, VFs of running VMs")
    RestorationView restore();

    @Description("Has the agent want nothing any more of a PF or a binding; these stay as they are")
    void forget(@Description("PF, as 0000:03:00.0, or binding, as web-1/svff-0") String what);

    @Description("What the caller of this operation may do")
    @ReadOnly
    RightsView rights();
}
