package org.svff.jconsole.view;

import java.time.Duration;
import org.svff.jconsole.model.Plan;
import org.svff.jconsole.model.Report;
import org.svff.jconsole.model.Words;

/** Plans and reports as text. */
final class PlanText {
    private PlanText() {}

    static String of(Plan plan) {
        StringBuilder text = new StringBuilder();
        if (plan.changes() == 0) {
            text.append("Nothing to do: everything is as asked.\n");
        }
        plan.notes().forEach(note -> text.append("\u25b8 ").append(note).append('\n'));
        if (!plan.notes().isEmpty()) {
            text.append('\n');
        }
        int number = 1;
        for (Plan.Stage stage : plan.stages()) {
            text.append(number++).append(". ").append(stage.title()).append('\n');
            stage.steps().forEach(step -> text.append("     ").append(step).append('\n'));
        }
        return text.toString();
    }

    static String of(Report report) {
        StringBuilder text = new StringBuilder();
        if (report.running()) {
            text.append("It still runs in the agent; see the operations below.\n");
        } else {
            text.append(
                            report.outcome().equals("UNCHANGED")
                                    ? "There was nothing to do."
                                    : "Done in " + Words.lasting(Duration.ofMillis(report.durationMillis())) + ".")
                    .append('\n');
        }
        report.notes().forEach(note -> text.append("\u25b8 ").append(note).append('\n'));
        report.troubles().forEach(trouble -> text.append("! ").append(trouble).append('\n'));
        return text.toString();
    }
}
