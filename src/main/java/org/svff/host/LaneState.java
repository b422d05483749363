package org.svff.host;

import java.util.ArrayList;
import java.util.List;

/** Who is on a lane. Guarded by the lock of {@link KernelCalls}. */
final class LaneState {
    final List<StuckCall> stuck = new ArrayList<>();
    private int calls;
    private boolean taken;

    boolean isFreeFor(LaneUse use) {
        return use.exclusive() ? calls == 0 : !taken;
    }

    void enter(LaneUse use) {
        calls++;
        taken = use.exclusive();
    }

    void leave(RunningCall<?> call) {
        calls--;
        taken = false;
        call.stuck().ifPresent(stuck::remove);
    }

    boolean isIdle() {
        return calls == 0 && stuck.isEmpty();
    }
}
