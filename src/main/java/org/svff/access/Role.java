package org.svff.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a caller may do; each role may do all that those before it may. */
public enum Role {
    /** Reads, makes plans, and listens to notifications. */
    MONITOR,
    /** Also attaches, detaches, pauses, resumes and reconfigures. */
    OPERATOR,
    /** Also what changes a card, a policy or a user, and what a guest sees: replug. */
    ADMINISTRATOR;

    /** Whether this role may do what needs the other one. */
    public boolean includes(Role needed) {
        return compareTo(needed) >= 0;
    }

    /**
     * The role that is written so.
     *
     * @throws IllegalArgumentException when there is none; the message says which there are
     */
    public static Role parse(String text) {
        return Arrays.stream(values())
                .filter(r -> r.toString().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is no role; roles are " + allowed()));
    }

    /** All of them, as they are written. */
    public static String allowed() {
        return Arrays.stream(values()).map(Role::toString).collect(Collectors.joining(", "));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
