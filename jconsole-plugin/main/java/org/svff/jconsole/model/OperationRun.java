package org.svff.jconsole.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * An operation of the agent's, running or past.
 *
 * @param step what it did last; may be empty
 * @param done how many steps are done
 * @param total how many there are; 0 while that is unknown
 * @param outcome RUNNING, DONE, UNCHANGED, REFUSED, ROLLED_BACK, PARTIAL or FAILED
 * @param took how long it took; zero while it runs
 */
public record OperationRun(
        String id, String request, Instant started, String step, int done, int total, String outcome, Duration took) {
    public static final String STARTED = "svff.operation.started";
    public static final String PROGRESS = "svff.operation.progress";
    public static final String FINISHED = "svff.operation.finished";

    private static final Set<String> WELL = Set.of("DONE", "UNCHANGED");

    public boolean running() {
        return outcome.equals("RUNNING");
    }

    public boolean wentWell() {
        return WELL.contains(outcome);
    }

    /** The outcome in the operator's words. */
    public String outcomeWords() {
        return switch (outcome) {
            case "RUNNING" -> "running";
            case "DONE" -> "done";
            case "UNCHANGED" -> "nothing to do";
            case "REFUSED" -> "refused, nothing touched";
            case "ROLLED_BACK" -> "failed, taken back";
            case "PARTIAL" -> "done in part";
            case "FAILED" -> "failed";
            default -> outcome;
        };
    }
}
