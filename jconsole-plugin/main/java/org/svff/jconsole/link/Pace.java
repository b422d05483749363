package org.svff.jconsole.link;

import java.time.Duration;

/**
 * How often the agent is asked at most, and how long one waits for it.
 *
 * @param settle after an event, before the host is looked at: events come in swarms
 * @param gap between two looks at the host at least
 * @param ping without any event, after which one asks whether the agent is there
 * @param idle without any event, after which one looks anyhow
 * @param retry after an unanswered call
 * @param reading the deadline of a look or a plan
 * @param acting the deadline of an act; the operation itself goes on in the agent
 */
public record Pace(
        Duration settle,
        Duration gap,
        Duration ping,
        Duration idle,
        Duration retry,
        Duration reading,
        Duration acting) {
    public static final Pace USUAL = new Pace(
            Duration.ofMillis(80),
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ofSeconds(60),
            Duration.ofSeconds(5),
            Duration.ofSeconds(20),
            Duration.ofMinutes(15));
}
