package org.svff.dsl;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which changes have to wait. One that fails is tried again after a second, two, four ... five minutes; one that was made
 * and that somebody has undone is made again after five seconds, ten ... five minutes, and counts anew when it has lasted
 * for ten minutes.
 */
final class Patience {
    private static final Duration FIRST_AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration FIRST_AFTER_UNDOING = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Duration LASTED = Duration.ofMinutes(10);

    /** A change by what it does, and whom it is about. */
    record Key(String subject, String text) {
        static Key of(Change.Planned change) {
            if (change instanceof Change.Reconfigure r) {
                return new Key(r.card(), "reconfigure to " + r.after());
            }
            if (change instanceof Change.Attach a) {
                return new Key(a.vm(), a.text());
            }
            if (change instanceof Change.Program p) {
                return new Key(p.card(), "program with " + p.image());
            }
            if (change instanceof Change.Queues q) {
                return new Key(q.card(), "queues " + q.queues());
            }
            return new Key(((Change.Detach) change).binding(), change.text());
        }
    }

    private static final class Past {
        int failures;
        int undone;
        Optional<Instant> made = Optional.empty();
        Instant notBefore = Instant.MIN;
    }

    private final Map<Key, Past> past = new HashMap<>();

    /** It is wanted; how long it has to wait still, and whether that is because somebody undid it just now. */
    Wait wanted(Key key, Instant now) {
        Past own = past.get(key);
        if (own == null) {
            return new Wait(Duration.ZERO, false);
        }
        boolean undone = false;
        if (own.made.isPresent()) {
            boolean lasted = Duration.between(own.made.get(), now).compareTo(LASTED) >= 0;
            own.undone = lasted ? 0 : own.undone + 1;
            own.made = Optional.empty();
            if (!lasted) {
                own.notBefore = now.plus(doubled(FIRST_AFTER_UNDOING, own.undone));
                undone = true;
            }
        }
        Duration left = Duration.between(now, own.notBefore.equals(Instant.MIN) ? now : own.notBefore);
        return new Wait(left.isNegative() ? Duration.ZERO : left, undone);
    }

    /** @param isNews whether it began to wait just now, because somebody undid it */
    record Wait(Duration left, boolean isNews) {
        boolean isOver() {
            return left.isZero();
        }
    }

    void made(Key key, Instant now) {
        Past own = past.computeIfAbsent(key, k -> new Past());
        own.failures = 0;
        own.made = Optional.of(now);
    }

    /** Returns how long it waits now. */
    Duration failed(Key key, Instant now) {
        Past own = past.computeIfAbsent(key, k -> new Past());
        own.failures++;
        Duration wait = doubled(FIRST_AFTER_FAILURE, own.failures);
        own.notBefore = now.plus(wait);
        return wait;
    }

    /** What was about this VM was about another: it begins anew. */
    void forget(String subject) {
        past.keySet().removeIf(key -> key.subject.equals(subject) || key.subject.startsWith(subject + "/"));
    }

    private static Duration doubled(Duration first, int times) {
        Duration wait = first.multipliedBy(1L << Math.min(times - 1, 20));
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }
}
