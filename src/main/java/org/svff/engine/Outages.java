package org.svff.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.svff.world.BindingId;

/** Measures how long guests are without their VFs. Thread-safe. */
final class Outages {
    private final Clock clock;
    private final Map<BindingId, BindingStats> stats = new ConcurrentHashMap<>();
    private final Map<BindingId, Long> begunNanos = new ConcurrentHashMap<>();

    Outages(Clock clock) {
        this.clock = clock;
    }

    void begin(BindingId binding) {
        Instant now = clock.instant();
        begunNanos.putIfAbsent(binding, System.nanoTime());
        stats.compute(binding, (id, old) -> {
            BindingStats s = old == null ? BindingStats.NONE : old;
            return new BindingStats(
                    Optional.of(s.pausedSince().orElse(now)), s.outages(), s.lastOutage(), s.totalOutage());
        });
    }

    /** Empty when it had not begun, or before this agent did. */
    Optional<Duration> end(BindingId binding) {
        Long begun = begunNanos.remove(binding);
        if (begun == null) {
            return Optional.empty();
        }
        Duration outage = Duration.ofNanos(System.nanoTime() - begun); // the wall clock may jump meanwhile
        stats.computeIfPresent(
                binding,
                (id, s) -> new BindingStats(
                        Optional.empty(),
                        s.outages() + 1,
                        outage,
                        s.totalOutage().plus(outage)));
        return Optional.of(outage);
    }

    void forget(BindingId binding) {
        begunNanos.remove(binding);
        stats.remove(binding);
    }

    BindingStats of(BindingId binding) {
        return stats.getOrDefault(binding, BindingStats.NONE);
    }
}
