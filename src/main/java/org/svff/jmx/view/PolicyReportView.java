package org.svff.jmx.view;

import java.util.List;

/** What a policy has changed. */
@Description("What a policy has changed.")
public record PolicyReportView(
        @Description("The policy") String policy,

        @Description("The changes, in the order in which they were made")
        List<PolicyChangeView> changes,

        @Description("What it wants and cannot have, each with file and line")
        List<String> unmet,

        @Description("What became of each change") List<ReportView> reports) {
    public PolicyReportView {
        changes = List.copyOf(changes);
        unmet = List.copyOf(unmet);
        reports = List.copyOf(reports);
    }
}
