package org.svff.jmx.view;

/** A change that a policy makes. */
@Description("A change that a policy makes.")
public record PolicyChangeView(
        @Description("What is changed") String change,

        @Description("File and line of the statement that wants it")
        String why) {}
