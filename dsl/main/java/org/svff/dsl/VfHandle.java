package org.svff.dsl;

import org.svff.jmx.view.VfView;

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

    /** The VM gets it. */
    public void attach(String vm) {
        actions.act(new Change.Attach(actions.here(), vm, view.name()));
    }

    @Override
    public String toString() {
        return view.name();
    }
}
