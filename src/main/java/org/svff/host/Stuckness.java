package org.svff.host;

import org.svff.host.HostException.Kind;
import org.svff.world.Trouble;

/** What is said about calls that do not come back. */
final class Stuckness {
    private static final String WAIT =
            "as a rule it waits for a process to let go of a VF: end that process or detach the device there;"
                    + " svff goes on by itself when the kernel answers";

    private Stuckness() {}

    static HostException stuck(LaneUse use, String what, StuckCall call) {
        return new HostException(Kind.STUCK, new Trouble(use.device(), what, call.toString(), WAIT));
    }

    /** An earlier call is stuck; this one was not begun. */
    static HostException refused(LaneUse use, String what, StuckCall earlier) {
        String where = earlier.lanes().get(0).toString();
        String answer = where.equals(use.device()) ? earlier.toString() : where + " is stuck: " + earlier;
        return new HostException(Kind.STUCK, new Trouble(use.device(), what, answer, WAIT));
    }

    static HostException busy(LaneUse use, String what) {
        return new HostException(
                Kind.BUSY,
                new Trouble(
                        use.device(),
                        what,
                        "another call of svff's to the kernel was still under way when the time was up",
                        "try again"));
    }

    static HostException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new HostException(
                Kind.INTERRUPTED,
                new Trouble("svff", "wait for the kernel", "the waiting thread was interrupted", ""),
                e);
    }
}
