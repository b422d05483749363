package org.svff.jmx.view;

import java.util.List;

/** What a policy would change, worked out without touching anything. */
@Description("What a policy would change, worked out without touching anything.")
public record PolicyPlanView(
        @Description("The policy") String policy,

        @Description("The changes, in the order in which they are to be made; none when all is as it says")
        List<PolicyChangeView> changes,

        @Description("What it wants and cannot have, each with file and line")
        List<String> unmet) {
    public PolicyPlanView {
        changes = List.copyOf(changes);
        unmet = List.copyOf(unmet);
    }
}
