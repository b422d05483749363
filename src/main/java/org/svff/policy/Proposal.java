package org.svff.policy;

import java.util.List;
import org.svff.plan.Request;

/**
 * What a policy would change.
 *
 * @param changes in the order in which they are to be made
 * @param unmet what it wants and cannot have, each with file and line
 */
public record Proposal(List<Item> changes, List<String> unmet) {
    public Proposal {
        changes = List.copyOf(changes);
        unmet = List.copyOf(unmet);
    }

    /**
     * One change.
     *
     * @param text for people
     * @param why file and line of the statement that wants it
     */
    public record Item(String text, String why, Request request) {}
}
