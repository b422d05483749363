package org.svff.jmx.view;

import java.util.List;

/** What became of an operation. */
@Description("What became of an operation.")
public record ReportView(
        @Description("Names the operation") String id,
        @Description("What was asked") String request,
        @Description("Who asked") String requester,

        @Description("RUNNING, DONE, UNCHANGED, REFUSED, ROLLED_BACK, PARTIAL or FAILED")
        String outcome,

        @Description("Whether the requester got what was asked: DONE or UNCHANGED")
        boolean success,

        @Description("When it began, ISO 8601 in UTC") String started,

        @Description("How long it took, or has taken so far, in milliseconds")
        long durationMillis,

        @Description("Its steps, in the order in which they began")
        List<StepView> steps,

        @Description("What went wrong, first cause first") List<TroubleView> troubles,
        @Description("What the operator should know") List<String> notes) {
    public ReportView {
        steps = List.copyOf(steps);
        troubles = List.copyOf(troubles);
        notes = List.copyOf(notes);
    }
}
