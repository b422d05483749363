package org.svff.jmx;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Up to which event the MBeans are: those who wait for an operation are answered when its MBeans have come and gone.
 * Thread-safe.
 */
final class MBeanPace {
    /** A listener that takes its time must not keep those waiting who ask for something else. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private long reached;

    /** The MBeans are as they are to be after this event. */
    synchronized void reached(long event) {
        reached = Math.max(reached, event);
        notifyAll();
    }

    /** Waits until the MBeans are that far, for a moment at most. */
    synchronized void await(long event) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        try {
            for (long left = PATIENCE.toMillis(); reached < event && left > 0; ) {
                wait(left);
                left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
