package org.svff.dsl;

/** A request that a policy of the agent refused, for actions. */
public final class DenialHandle {
    private final String request;
    private final String message;

    DenialHandle(String request, String message) {
        this.request = request;
        this.message = message;
    }

    /** What was asked. */
    public String getRequest() {
        return request;
    }

    /** Why it was refused, with the quota's file and line. */
    public String getMessage() {
        return message;
    }

    @Override
    public String toString() {
        return request;
    }
}
