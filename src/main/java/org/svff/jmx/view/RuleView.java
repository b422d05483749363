package org.svff.jmx.view;

/** A rule of a policy that is about something. */
@Description("A rule of a policy that is about something.")
public record RuleView(
        @Description("File and line") String place,
        @Description("The rule, in words") String rule,

        @Description("How much of it is used, or how far it is kept")
        String state) {}
