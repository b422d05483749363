package org.svff.engine;

/**
 * What happens on a host, as plain data so that failing sequences can be made smaller. Numbers choose among what is there
 * at that moment.
 */
sealed interface Act {
    record StartVm(int kind) implements Act {}

    record KillVm(int vm) implements Act {}

    record Attach(int vm, int card, int vf) implements Act {}

    record Detach(int binding) implements Act {}

    record Pause(int binding) implements Act {}

    record Resume(int binding) implements Act {}

    record Reconfigure(int card, int vfs, boolean allowReplug, boolean mayLose) implements Act {}

    record Move(int binding, int card, int vf, boolean allowReplug) implements Act {}

    record Driver(int card, int vf, boolean vfio) implements Act {}

    record StrangerTakes(int card, int vf) implements Act {}

    record StrangersLeave() implements Act {}

    /** Somebody else changes the count of a card whose VFs nobody uses. */
    record OutsideCount(int card, int vfs) implements Act {}

    record KernelFails(int fault, int card) implements Act {}

    record QemuFails(int vm, int fault) implements Act {}

    record AllHeals() implements Act {}

    /** The agent dies in place of a write of a reconfigure, and is started again. */
    record Crash(int card, int vfs, int writes) implements Act {}

    record Restart() implements Act {}
}
