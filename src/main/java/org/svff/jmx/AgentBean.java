package org.svff.jmx;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.svff.access.Callers;
import org.svff.engine.Control;
import org.svff.jmx.view.ImageView;
import org.svff.jmx.view.RestorationView;
import org.svff.jmx.view.RightsView;
import org.svff.jmx.view.WorldView;
import org.svff.world.BindingState;

/** The MBean of the agent itself. */
final class AgentBean implements AgentMXBean {
    private static final Duration REFRESH = Duration.ofSeconds(30);

    private final long begun = System.nanoTime();
    private final Control control;
    private final AgentInfo info;
    private final LongSupplier dropped;
    private final MBeanPace pace;
    private final Callers callers;
    private final WantedActions wanted;

    AgentBean(Control control, Actions actions, Callers callers, AgentInfo info, LongSupplier dropped, MBeanPace pace) {
        this.control = control;
        this.callers = callers;
        this.wanted = new WantedActions(actions);
        this.info = info;
        this.dropped = dropped;
        this.pace = pace;
    }

    @Override
    public String getVersion() {
        return info.version();
    }

    @Override
    public String getHostName() {
        return info.hostName();
    }

    @Override
    public String getConfigFile() {
        return info.configFile();
    }

    @Override
    public String getStartedAt() {
        return info.startedAt().toString();
    }

    @Override
    public long getUptimeMillis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun); // the wall clock may be set
    }

    @Override
    public String getLastError() {
        return info.lastError().get();
    }

    @Override
    public int getStuckThreads() {
        return info.stuckThreads().getAsInt();
    }

    @Override
    public long getDroppedNotifications() {
        return dropped.getAsLong();
    }

    @Override
    public long getGeneration() {
        return control.world().generation();
    }

    @Override
    public String getReadAt() {
        return control.world().takenAt().toString();
    }

    @Override
    public long getReadAgeMillis() {
        return Math.max(
                0, Duration.between(control.world().takenAt(), Instant.now()).toMillis());
    }

    @Override
    public int getPfCount() {
        return control.world().pfs().size();
    }

    @Override
    public int getVfCount() {
        return control.world().pfs().stream().mapToInt(pf -> pf.vfs().size()).sum();
    }

    @Override
    public int getVmCount() {
        return control.world().vms().size();
    }

    @Override
    public int getBindingCount() {
        return control.world().bindings().size();
    }

    @Override
    public int getPausedBindings() {
        return count(BindingState.PAUSED);
    }

    @Override
    public int getFailedBindings() {
        return count(BindingState.FAILED);
    }

    @Override
    public int getPolicyCount() {
        return control.policies().size();
    }

    @Override
    public int getDriftCount() {
        return control.comparison().drift().size();
    }

    @Override
    public String[] getDrift() {
        return Views.drift(control).toArray(String[]::new);
    }

    private int count(BindingState state) {
        return (int) control.world().bindings().stream()
                .filter(b -> b.state() == state)
                .count();
    }

    @Override
    public WorldView refresh() {
        control.refresh(REFRESH);
        pace.await(control.lastEvent());
        return Views.world(control);
    }

    @Override
    public List<ImageView> images() {
        return control.images().stream().map(Views::image).toList();
    }

    @Override
    public WorldView snapshot() {
        return Views.world(control);
    }

    @Override
    public String exportWanted() {
        return wanted.export();
    }

    @Override
    public RestorationView planImport(String yaml) {
        return wanted.planImport(yaml);
    }

    @Override
    public RestorationView importWanted(String yaml) {
        return wanted.importWanted(yaml);
    }

    @Override
    public RestorationView planRestore() {
        return wanted.planRestore();
    }

    @Override
    public RestorationView restore() {
        return wanted.restore();
    }

    @Override
    public void forget(String what) {
        wanted.forget(what);
    }

    @Override
    public RightsView rights() {
        return Views.rights(callers.current().orElse(Recorder.IN_PROCESS));
    }
}
