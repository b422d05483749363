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
        @Description("What the operator should know") List<String> notes,
        @Description("All of it in a line") String summary) {
    /** The summary is made of the rest. */
    public ReportView(
            String id,
            String request,
            String requester,
            String outcome,
            boolean success,
            String started,
            long durationMillis,
            List<StepView> steps,
            List<TroubleView> troubles,
            List<String> notes) {
        this(
                id,
                request,
                requester,
                outcome,
                success,
                started,
                durationMillis,
                steps,
                troubles,
                notes,
                summary(request, outcome, durationMillis, troubles, notes));
    }

    public ReportView {
        steps = List.copyOf(steps);
        troubles = List.copyOf(troubles);
        notes = List.copyOf(notes);
    }

    private static String summary(
            String request, String outcome, long millis, List<TroubleView> troubles, List<String> notes) {
        StringBuilder text = new StringBuilder(outcome + " after " + millis + " ms: " + request);
        notes.forEach(note -> text.append("; ").append(note));
        troubles.forEach(t -> text.append("; ").append(t.device()).append(": ").append(t.answer()));
        return text.toString();
    }
}
