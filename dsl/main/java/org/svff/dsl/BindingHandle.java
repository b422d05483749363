package org.svff.dsl;

import groovy.transform.NamedParam;
import java.util.Map;
import org.svff.jmx.view.BindingView;
import org.svff.pci.VfName;

/** A guest device and the VF behind it, for actions. */
public final class BindingHandle {
    private final Actions actions;
    private final BindingView view;

    BindingHandle(Actions actions, BindingView view) {
        this.actions = actions;
        this.view = view;
    }

    /** VM, slash, guest device. */
    public String getName() {
        return view.name();
    }

    /** The VM. */
    public String getVm() {
        return view.vm();
    }

    /** QEMU's id of the guest device. */
    public String getDevice() {
        return view.device();
    }

    /** Name of the VF behind it; empty when there is none. */
    public String getVf() {
        return view.vf();
    }

    /** Address of that VF's PF; empty when there is none. */
    public String getPf() {
        int slash = view.vf().lastIndexOf('/');
        return slash < 0 ? "" : view.vf().substring(0, slash);
    }

    /** ATTACHED, PAUSED or FAILED. */
    public String getState() {
        return view.state();
    }

    public boolean isPaused() {
        return view.state().equals("PAUSED");
    }

    public boolean isFailed() {
        return view.state().equals("FAILED");
    }

    /** QEMU lets go of the VF; the guest keeps its device. */
    public void pause() {
        actions.act(new Change.Pause(actions.here(), Change.Kind.BINDING, view.name()));
    }

    /** It gets its VF back. */
    public void resume() {
        actions.act(new Change.Resume(actions.here(), Change.Kind.BINDING, view.name()));
    }

    /** The guest loses the device. */
    public void detach() {
        actions.act(new Change.Detach(actions.here(), view.name()));
    }

    /**
     * Another VF is put behind it, and the guest keeps its device: {@code reconfigure vf: '0000:03:00.0/2'}, or
     * {@code reconfigure pf: '0000:04:00.0'} for any free one of a card.
     */
    public void reconfigure(
            @NamedParam(value = "vf", type = String.class) @NamedParam(value = "pf", type = String.class)
                    Map<String, ?> to) {
        if (to.size() == 1 && to.get("pf") instanceof String pf) {
            actions.act(new Change.Move(actions.here(), view.name(), actions.takeFree(pf)));
            return;
        }
        if (!(to.size() == 1 && to.get("vf") instanceof String vf)) {
            throw new IllegalArgumentException("say: reconfigure vf: '0000:03:00.0/2', or pf: '0000:04:00.0'");
        }
        actions.act(
                new Change.Move(actions.here(), view.name(), VfName.parse(vf).toString()));
    }

    @Override
    public String toString() {
        return view.name();
    }
}
