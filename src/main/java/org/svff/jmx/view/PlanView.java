package org.svff.jmx.view;

import java.util.ArrayList;
import java.util.List;

/** What would be done, worked out without touching anything. */
@Description("What would be done, worked out without touching anything.")
public record PlanView(
        @Description("What was asked") String request,

        @Description("How many steps it takes; 0 when everything is already as asked")
        int changes,

        @Description("PCI addresses of the PFs that it would keep to itself while it runs")
        List<String> pfs,

        @Description("The stages, in order") List<StageView> stages,

        @Description("What the operator should know: what guests will see, what stays as it is")
        List<String> notes,

        @Description("All of it as lines to read") List<String> lines) {
    /** The lines are made of the rest. */
    public PlanView(String request, int changes, List<String> pfs, List<StageView> stages, List<String> notes) {
        this(request, changes, pfs, stages, notes, lines(stages, notes));
    }

    public PlanView {
        pfs = List.copyOf(pfs);
        stages = List.copyOf(stages);
        notes = List.copyOf(notes);
        lines = List.copyOf(lines);
    }

    private static List<String> lines(List<StageView> stages, List<String> notes) {
        List<String> lines = new ArrayList<>();
        for (StageView stage : stages) {
            lines.add(lines.size() + 1 + ". " + stage.title());
        }
        if (stages.isEmpty()) {
            lines.add("nothing to do: it is so already");
        }
        notes.forEach(note -> lines.add("note: " + note));
        return lines;
    }
}
