package org.svff.jmx.connect;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Keeps a connection to a number of messages a second, after a burst. Used by one thread, which it holds up. */
final class RequestRate {
    private final long nanosPerMessage;
    private final long burstNanos;
    private long due = System.nanoTime();

    /**
     * A rate.
     *
     * @param perSecond in the long run
     * @param burst as many may come at once
     */
    RequestRate(int perSecond, int burst) {
        nanosPerMessage = TimeUnit.SECONDS.toNanos(1) / perSecond;
        burstNanos = nanosPerMessage * burst;
    }

    /** Returns when the next message may be read. */
    void await() {
        long now = System.nanoTime();
        due = Math.max(due, now - burstNanos) + nanosPerMessage;
        for (long wait = due - now;
                wait > 0 && !Thread.currentThread().isInterrupted();
                wait = due - System.nanoTime()) {
            LockSupport.parkNanos(this, wait);
        }
    }
}
