package org.svff.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How often and how long a binding's guest was without its VF, since the agent started.
 *
 * @param pausedSince when the present pause began; empty when it is not paused
 * @param outages how many pauses and replugs have ended
 * @param lastOutage how long the last one took, from the beginning of the release to the end of the return
 * @param totalOutage all of them
 */
public record BindingStats(Optional<Instant> pausedSince, long outages, Duration lastOutage, Duration totalOutage) {
    public static final BindingStats NONE = new BindingStats(Optional.empty(), 0, Duration.ZERO, Duration.ZERO);

    BindingStats withPausedSince(Instant since) {
        return new BindingStats(Optional.of(since), outages, lastOutage, totalOutage);
    }
}
