package org.svff.host;

import java.time.Instant;
import java.util.List;

/**
 * A call into the kernel that did not come back within its deadline.
 *
 * @param lanes what it keeps closed
 * @param what what was wanted, e.g. {@code "set the VF count to 0"}
 * @param doing the very access that hangs, e.g. {@code "write 0 to /sys/..."}
 * @param since when that access began
 */
public record StuckCall(List<Lane> lanes, String what, String doing, Instant since) {
    public StuckCall {
        lanes = List.copyOf(lanes);
    }

    boolean closes(Lane lane) {
        return lanes.contains(lane);
    }

    /** One line for an operator. */
    @Override
    public String toString() {
        return "the kernel has not answered since " + since + " (" + doing + ", to " + what + ")";
    }
}
