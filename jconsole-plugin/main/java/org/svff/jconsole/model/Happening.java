package org.svff.jconsole.model;

import java.time.Instant;

/**
 * Something that the agent told, or that befell the connection to it.
 *
 * @param sequence counts up with every event of one agent; -1 for what is not the agent's
 * @param type the notification's, {@code svff.vf.state} and so on
 * @param subject what it is about
 * @param after the new value; for operations {@code done/total} or the outcome
 */
public record Happening(
        long sequence, Instant at, String type, String subject, String message, String before, String after) {
    /** What is told of the connection. */
    public static final String LINK = "svff.link";

    public static Happening ofLink(Instant at, String message) {
        return new Happening(-1, at, LINK, "", message, "", "");
    }

    /** Whether it tells of something that went wrong. */
    public boolean isBad() {
        return after.equals("FAILED")
                || after.equals("ROLLED_BACK")
                || after.equals("PARTIAL")
                || after.equals("STUCK")
                || after.equals("UNREADABLE")
                || type.equals("svff.policy.denied");
    }

    /** Whether the host may look different after it. */
    public boolean changesHost() {
        return !type.equals(OperationRun.PROGRESS) && !type.equals(LINK);
    }
}
