package org.svff.dsl;

/** What is wrong with a policy, and where; printed as {@code file:line: message}. */
public record PolicyError(Place place, String message) {
    @Override
    public String toString() {
        return place + ": " + message;
    }
}
