package org.svff.engine;

import java.time.Instant;

/**
 * Something that happened.
 *
 * @param sequence counts up by one with every event of this agent
 * @param subject what it is about, as users write it: PF address, VF name, VM name, binding, operation id
 * @param message for humans
 * @param before the former value for the {@code *_STATE} and {@code PF_VFS} types; else empty
 * @param after the new value; for operations {@code done/total} steps or the outcome
 */
public record Event(
        long sequence, Instant at, EventType type, String subject, String message, String before, String after) {}
