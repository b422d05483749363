package org.svff.jmx.view;

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
        List<String> notes) {
    public PlanView {
        pfs = List.copyOf(pfs);
        stages = List.copyOf(stages);
        notes = List.copyOf(notes);
    }
}
