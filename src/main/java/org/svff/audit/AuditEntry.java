package org.svff.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;

/**
 * What is told of one event; what does not apply is empty and left out of the line. No field ever holds a secret.
 *
 * @param user who; what a stranger called himself, when he could not prove it
 * @param from the address he calls from; {@code agent} for the agent itself
 * @param what the operation or the call
 * @param device the MBean or the devices that it concerns
 * @param plan the steps of an operation
 * @param result e.g. {@code DONE}, {@code REFUSED}; {@code BEGUN} for what is about to begin
 * @param operation the operation's id
 * @param why of what was refused or failed
 * @param durationMillis of an operation; -1 when it does not apply
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record AuditEntry(
        Kind kind,
        String user,
        String from,
        String what,
        String device,
        List<String> plan,
        String result,
        String operation,
        String why,

        @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = AuditEntry.Absent.class)
        long durationMillis) {
    /** What happened. */
    public enum Kind {
        /** The agent began or ended. */
        AGENT,
        /** Somebody tried to prove who he is. */
        AUTHENTICATION,
        /** Somebody asked for what he may not. */
        REFUSAL,
        /** An operation is about to begin, or has ended. */
        OPERATION;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public AuditEntry {
        user = bounded(user);
        from = bounded(from);
        what = bounded(what);
        device = bounded(device);
        why = bounded(why);
        plan = List.copyOf(plan);
    }

    private static final int LONGEST = 2000;

    /** Nobody shall write novels into the log. */
    private static String bounded(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }

    /** Of the agent itself. */
    public static AuditEntry agent(String what, String why) {
        return new AuditEntry(Kind.AGENT, "", "agent", what, "", List.of(), "", "", why, -1);
    }

    public static AuditEntry authentication(String user, String from, String by, boolean right, String why) {
        return new AuditEntry(
                Kind.AUTHENTICATION, user, from, by, "", List.of(), right ? "ACCEPTED" : "REFUSED", "", why, -1);
    }

    public static AuditEntry refusal(String user, String from, String call, String mbean, String why) {
        return new AuditEntry(Kind.REFUSAL, user, from, call, mbean, List.of(), "REFUSED", "", why, -1);
    }

    /** Leaves -1 out of the line. */
    static final class Absent {
        @Override
        @SuppressWarnings("EqualsUsingHashCode") // Jackson asks equals what it shall leave out
        public boolean equals(Object other) {
            return other instanceof Long number && number < 0;
        }

        @Override
        public int hashCode() {
            return 0;
        }
    }
}
