package org.svff.dsl;

import groovy.transform.NamedParam;
import java.util.Map;
import org.svff.jmx.view.VfView;
import org.svff.world.SettingsChange;

/** A VF, for actions. */
public final class VfHandle {
    private final Actions actions;
    private final VfView view;

    VfHandle(Actions actions, VfView view) {
        this.actions = actions;
        this.view = view;
    }

    /** Address of its PF, slash, index. */
    public String getName() {
        return view.name();
    }

    /** Address of its PF. */
    public String getPf() {
        return view.pf();
    }

    /** Index within its PF, from 0. */
    public int getIndex() {
        return view.index();
    }

    /** FREE, ATTACHED, PAUSED, FAILED, HOST or FOREIGN. */
    public String getState() {
        return view.state();
    }

    /** Whether nobody has it. */
    public boolean isFree() {
        return view.state().equals("FREE");
    }

    /** The VM that has it or is owed it; empty when there is none. */
    public String getVm() {
        return view.vm();
    }

    /** The MAC that was set on it from the host; empty when none was, or it is no network VF. */
    public String getMac() {
        return view.mac();
    }

    /** The VLAN that the card puts its frames into; 0: none. */
    public int getVlan() {
        return view.vlan();
    }

    /** What is set on it from the host: {@code reconfigure set: 'vlan=7 trust=on'}; a guest that has it keeps it. */
    public void reconfigure(@NamedParam(value = "set", type = String.class, required = true) Map<String, ?> to) {
        if (!(to.get("set") instanceof String settings) || to.size() != 1) {
            throw new IllegalArgumentException("say: reconfigure set: 'vlan=7 trust=on'");
        }
        SettingsChange.parse(settings); // what cannot be meant is told with its line, and not by the agent
        actions.act(new Change.Settings(actions.here(), view.name(), settings));
    }

    /** The VM gets it. */
    public void attach(String vm) {
        actions.act(new Change.Attach(actions.here(), vm, view.name()));
    }

    @Override
    public String toString() {
        return view.name();
    }
}
