package org.svff.jmx;

import java.time.Instant;

/**
 * A notification of the agent's, as a client sees it.
 *
 * @param type e.g. {@code svff.operation.progress}
 * @param subject what it is about
 * @param before the former value, where there is one
 * @param after the new one; for progress {@code done/total}
 */
public record AgentNotification(
        long sequence, Instant at, String type, String subject, String message, String before, String after) {}
