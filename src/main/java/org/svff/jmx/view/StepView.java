package org.svff.jmx.view;

/** One step of an operation. */
@Description("One step of an operation.")
public record StepView(
        @Description("What it does") String step,

        @Description("The plan's stage it belongs to, from 0; -1 for a step that takes another back")
        int stage,

        @Description("running, done, failed or undone") String status,
        @Description("When it began, ISO 8601 in UTC") String started,
        @Description("How long it took, in milliseconds") long durationMillis,
        @Description("What went wrong; else empty") String answer) {}
