package org.svff.jmx.view;

/** What went wrong, and what to do about it. */
@Description("What went wrong, and what to do about it.")
public record TroubleView(
        @Description("What it concerns") String device,
        @Description("What was attempted") String tried,

        @Description("What the kernel, QEMU or the agent's own check answered")
        String answer,

        @Description("What to do next; empty when nothing is known to help")
        String remedy) {}
