package org.svff.plan;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.svff.pci.PciAddress;
import org.svff.pci.VfName;
import org.svff.world.BindingId;
import org.svff.world.SettingsChange;

/** What somebody asks svff to do. Immutable; {@code toString} tells it in the operator's words. */
public sealed interface Request {
    /**
     * Hot-plugs a VF into a VM; the guest sees a new device.
     *
     * @param device QEMU id for the guest device; empty: {@code svff-N}, the first free N
     */
    record Attach(String vm, VfChoice vf, Optional<String> device) implements Request {
        @Override
        public String toString() {
            return "attach " + vf + " to " + vm;
        }
    }

    /** Hot-unplugs a guest device; the guest sees it go. */
    record Detach(BindingId binding) implements Request {
        @Override
        public String toString() {
            return "detach " + binding;
        }
    }

    /** Makes QEMU let go of the VF; the guest keeps its device. */
    record Pause(Set<BindingId> bindings) implements Request {
        public Pause {
            bindings = Set.copyOf(bindings);
        }

        @Override
        public String toString() {
            return "pause " + listed(bindings);
        }
    }

    /** Gives paused or failed bindings their VFs back. */
    record Resume(Set<BindingId> bindings) implements Request {
        public Resume {
            bindings = Set.copyOf(bindings);
        }

        @Override
        public String toString() {
            return "resume " + listed(bindings);
        }
    }

    /**
     * Changes a PF's VF count; bindings are paused meanwhile and get the VFs of their indexes back.
     *
     * @param vfs how many VFs there shall be
     * @param allowReplug whether bindings of VMs that cannot pause may be detached and attached again, which their
     *     guests see
     * @param mayLose bindings that may stay paused (or, with replug, detached) when their VF is no longer there
     * @param moves bindings that get another VF than that of their index
     */
    record ReconfigurePf(
            PciAddress pf, int vfs, boolean allowReplug, Set<BindingId> mayLose, Map<BindingId, VfName> moves)
            implements Request {
        public ReconfigurePf {
            mayLose = Set.copyOf(mayLose);
            moves = Map.copyOf(moves);
        }

        /** Each binding gets the VF of its index back. */
        public ReconfigurePf(PciAddress pf, int vfs, boolean allowReplug, Set<BindingId> mayLose) {
            this(pf, vfs, allowReplug, mayLose, Map.of());
        }

        @Override
        public String toString() {
            return "reconfigure " + pf + " to " + vfs + (vfs == 1 ? " VF" : " VFs")
                    + (allowReplug ? " (replug allowed)" : "");
        }
    }

    /**
     * Destroys a PF's VFs and makes as many anew; bindings are paused meanwhile and get the VFs of their indexes back.
     *
     * @param allowReplug as for {@link ReconfigurePf}
     */
    record RecreateVfs(PciAddress pf, boolean allowReplug) implements Request {
        @Override
        public String toString() {
            return "make the VFs of " + pf + " anew" + (allowReplug ? " (replug allowed)" : "");
        }
    }

    /**
     * Changes how many queues a QDMA card's PF may use, now and whenever they fall to 0; VFs are destroyed and made anew
     * around that, as with {@link RecreateVfs}.
     *
     * @param queues how many; 0: none, and nothing is wanted any more but what is configured
     * @param allowReplug as for {@link ReconfigurePf}
     */
    record ReconfigureQueues(PciAddress pf, int queues, boolean allowReplug) implements Request {
        @Override
        public String toString() {
            return "give " + pf + " " + queues + (queues == 1 ? " queue" : " queues")
                    + (allowReplug ? " (replug allowed)" : "");
        }
    }

    /**
     * Loads an image into a card; bindings are paused meanwhile, and those whose device is the same afterwards get it back.
     *
     * @param image its name
     * @param vfs how many VFs there shall be afterwards; empty: as many as there are, as far as the image offers them
     * @param allowReplug as for {@link ReconfigurePf}
     */
    record Program(PciAddress pf, String image, OptionalInt vfs, boolean allowReplug) implements Request {
        @Override
        public String toString() {
            return "program " + pf + " with " + image
                    + (vfs.isPresent() ? " and " + vfs.getAsInt() + (vfs.getAsInt() == 1 ? " VF" : " VFs") : "")
                    + (allowReplug ? " (replug allowed)" : "");
        }
    }

    /**
     * Puts another VF behind a guest device.
     *
     * @param allowReplug as for {@link ReconfigurePf}
     */
    record ReconfigureBinding(BindingId binding, VfName vf, boolean allowReplug) implements Request {
        @Override
        public String toString() {
            return "put " + vf + " behind " + binding;
        }
    }

    /**
     * Gives a VF that nobody has another driver.
     *
     * @param driver the driver's name; empty to leave the VF without one
     */
    record ReconfigureVf(VfName vf, Optional<String> driver) implements Request {
        @Override
        public String toString() {
            return driver.map(d -> "give " + vf + " the driver " + d).orElse("take the driver from " + vf);
        }
    }

    /**
     * Changes what is set on a VF itself. Its guest, if it has one, keeps it.
     *
     * @param change what to set; all else stays as it is
     */
    record ReconfigureSettings(VfName vf, SettingsChange change) implements Request {
        @Override
        public String toString() {
            return "set " + change + " on " + vf;
        }
    }

    private static String listed(Set<BindingId> ids) {
        return ids.stream()
                .sorted()
                .map(BindingId::toString)
                .reduce((a, b) -> a + ", " + b)
                .orElse("nothing");
    }
}
