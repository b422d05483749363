package org.svff.dsl;

import groovy.transform.NamedParam;
import java.util.Map;
import java.util.OptionalInt;
import org.svff.jmx.view.PfView;

/** A PF, for actions. */
public final class PfHandle {
    private final Actions actions;
    private final PfView view;

    PfHandle(Actions actions, PfView view) {
        this.actions = actions;
        this.view = view;
    }

    /** PCI address. */
    public String getAddress() {
        return view.address();
    }

    /** PCI vendor id, four hexadecimal digits. */
    public String getVendorId() {
        return view.vendorId();
    }

    /** PCI device id, four hexadecimal digits. */
    public String getDeviceId() {
        return view.deviceId();
    }

    /** Its driver; empty when it has none. */
    public String getDriver() {
        return view.driver();
    }

    /** NUMA node; -1 when the platform names none. */
    public int getNumaNode() {
        return view.numaNode();
    }

    /** VFs that it has. */
    public int getVfs() {
        return view.numVfs();
    }

    /** The most VFs that it can have. */
    public int getTotalVfs() {
        return view.totalVfs();
    }

    /** VFs that nobody has. */
    public int getFreeVfs() {
        return view.freeVfs();
    }

    /** Queues that it may use; -1 when it has no queue pool. */
    public int getQueues() {
        return view.queues();
    }

    /** Name of the image that it is known to run; empty when that is not known. */
    public String getImage() {
        return view.image();
    }

    /** READY, NO_DRIVER, STUCK or UNREADABLE. */
    public String getState() {
        return view.state();
    }

    /** It gets another number of VFs, {@code reconfigure vfs: 4}, or of queues, {@code reconfigure queues: 512}. */
    public void reconfigure(
            @NamedParam(value = "vfs", type = Integer.class) @NamedParam(value = "queues", type = Integer.class)
                    Map<String, ?> to) {
        if (to.size() == 1 && to.get("vfs") instanceof Integer vfs) {
            actions.act(new Change.Resize(actions.here(), view.address(), QuotaSpec.notNegative(vfs, "vfs")));
        } else if (to.size() == 1 && to.get("queues") instanceof Integer queues) {
            actions.act(new Change.Queues(
                    actions.here(), view.address(), QuotaSpec.notNegative(queues, "queues"), guests()));
        } else {
            throw new IllegalArgumentException("say: reconfigure vfs: 4 (or queues: 512)");
        }
    }

    /** An image is loaded into it, by name; guests are paused meanwhile. */
    public void program(String image) {
        actions.act(new Change.Program(actions.here(), view.address(), image, OptionalInt.empty(), guests()));
    }

    private int guests() {
        return view.attachedVfs();
    }

    /** QEMU lets go of all its VFs; the guests keep their devices. */
    public void pause() {
        actions.act(new Change.Pause(actions.here(), Change.Kind.CARD, view.address()));
    }

    /** All its paused and failed bindings get their VFs back. */
    public void resume() {
        actions.act(new Change.Resume(actions.here(), Change.Kind.CARD, view.address()));
    }

    @Override
    public String toString() {
        return view.address();
    }
}
