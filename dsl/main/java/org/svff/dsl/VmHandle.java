package org.svff.dsl;

import org.svff.jmx.view.VmView;

/** A VM, for actions. */
public final class VmHandle {
    private final Actions actions;
    private final VmView view;

    VmHandle(Actions actions, VmView view) {
        this.actions = actions;
        this.view = view;
    }

    /** Unique on its host. */
    public String getName() {
        return view.name();
    }

    /** QEMU's run state; empty when unknown. */
    public String getState() {
        return view.status();
    }

    /** Whether QEMU answers. */
    public boolean isReachable() {
        return view.reachable();
    }

    /** How many VFs it has or is owed. */
    public int getVfs() {
        return view.vfCount();
    }

    /** It gets a VF: any free one of a card, or one by name. */
    public void attach(String vf) {
        actions.act(new Change.Attach(actions.here(), view.name(), vf));
    }

    /** QEMU lets go of all its VFs; the guest keeps its devices. */
    public void pause() {
        actions.act(new Change.Pause(actions.here(), Change.Kind.VM, view.name()));
    }

    /** All its paused and failed bindings get their VFs back. */
    public void resume() {
        actions.act(new Change.Resume(actions.here(), Change.Kind.VM, view.name()));
    }

    @Override
    public String toString() {
        return view.name();
    }
}
