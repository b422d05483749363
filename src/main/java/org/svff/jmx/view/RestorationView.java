package org.svff.jmx.view;

import java.util.List;

/** What is done, or would be, so that the host is as wanted. */
@Description("What is done, or would be, so that the host is as wanted.")
public record RestorationView(
        @Description("What is asked for, in this order") List<String> changes,

        @Description("What cannot be done or was not, and why")
        List<String> failures,

        @Description("Bindings that wait for their VMs to run; they are restored then only if state.restore is all")
        List<String> waiting,

        @Description("What became of each change; none when it is a plan")
        List<ReportView> reports) {
    public RestorationView {
        changes = List.copyOf(changes);
        failures = List.copyOf(failures);
        waiting = List.copyOf(waiting);
        reports = List.copyOf(reports);
    }
}
