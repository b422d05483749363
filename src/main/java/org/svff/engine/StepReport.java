package org.svff.engine;

import java.time.Duration;
import java.time.Instant;

/**
 * One step of an operation.
 *
 * @param step in words
 * @param stage index of the stage it belongs to, from 0; -1 for a step that takes another back
 * @param status {@code done}, {@code failed}, {@code undone} or {@code running}
 * @param answer what went wrong; else empty
 */
public record StepReport(String step, int stage, String status, Instant started, Duration duration, String answer) {}
