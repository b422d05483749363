package org.svff.jconsole.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class HealthTest {
    private static void says(Health.Level level, String sentence, Picture picture) {
        assertEquals(new Health(level, sentence), Health.of(picture, Hosts.NOW, ZoneOffset.UTC));
    }

    @Test
    void theWorstComesFirst() {
        Hosts hosts = new Hosts().vf(VfState.ATTACHED, "web-1");
        says(Health.Level.GOOD, "Every device has its VF, and nothing is running.", hosts.shown());
        hosts.vf(VfState.PAUSED, "db-1");
        says(Health.Level.LOOK, "1 device paused, the longest for 1 min 30 s: db-1/svff-1.", hosts.shown());
        Picture busy = hosts.shown()
                .with(Operations.NONE.with(
                        new Happening(1, Hosts.NOW, OperationRun.STARTED, "op-1", "resume db-1/svff-1", "", "")));
        says(Health.Level.BUSY, "Running: resume db-1/svff-1", busy);
        hosts.cardIs("STUCK");
        says(Health.Level.BAD, "Card 0000:03:00.0 is STUCK: why", hosts.shown());
        hosts.vf(VfState.FAILED, "db-2");
        says(Health.Level.BAD, "1 device without a VF: db-2/svff-2. Select it below, then Resume.", hosts.shown());
    }

    @Test
    void whoeverDoesNotAnswerIsNotWell() {
        Picture lost = new Hosts().shown().with(new LinkState(LinkState.Kind.LOST, Hosts.NOW, "no answer in time"));
        says(
                Health.Level.UNKNOWN,
                "The agent has not answered since 03:04:05 (no answer in time). What is shown may be old.",
                lost);
    }
}
