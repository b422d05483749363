package org.svff.jconsole.link;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * When the host is looked at: soon after an event, but one look at a time, and no oftener than the pace allows. Belongs to
 * one thread.
 */
final class Looks {
    private final Pace pace;
    private boolean due;
    private boolean underWay;
    private boolean again;
    private long last = System.nanoTime() - TimeUnit.HOURS.toNanos(1);

    Looks(Pace pace) {
        this.pace = pace;
    }

    /** A look is wanted. In how long it is to begin; empty when one that is due already, or the next one, will do. */
    Optional<Duration> wanted() {
        if (underWay) {
            again = true; // what it sees may be older than the event
            return Optional.empty();
        }
        if (due) {
            return Optional.empty();
        }
        due = true;
        long rest = pace.gap().toNanos() - silence().toNanos();
        return Optional.of(Duration.ofNanos(Math.max(pace.settle().toNanos(), rest)));
    }

    void begun() {
        due = false;
        underWay = true;
        seen();
    }

    /** There is nobody to be asked. */
    void dropped() {
        due = false;
    }

    /** Whether another one was wanted meanwhile. */
    boolean ended() {
        underWay = false;
        boolean more = again;
        again = false;
        return more;
    }

    /** The host was seen in another way just now. */
    void seen() {
        last = System.nanoTime();
    }

    boolean underWay() {
        return underWay;
    }

    /** How long ago the last look began. */
    Duration silence() {
        return Duration.ofNanos(System.nanoTime() - last);
    }
}
