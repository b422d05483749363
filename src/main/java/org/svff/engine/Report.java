package org.svff.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.svff.world.Trouble;

/**
 * What became of a request.
 *
 * @param id names the operation; unique on this host
 * @param request in words
 * @param requester who asked, for the audit: {@code "local"} or the remote connection's id
 * @param duration of the whole operation; until now while it runs
 * @param troubles what went wrong, first cause first
 * @param notes what the operator should know
 */
public record Report(
        String id,
        String request,
        String requester,
        Outcome outcome,
        Instant started,
        Duration duration,
        List<StepReport> steps,
        List<Trouble> troubles,
        List<String> notes) {
    public Report {
        steps = List.copyOf(steps);
        troubles = List.copyOf(troubles);
        notes = List.copyOf(notes);
    }
}
