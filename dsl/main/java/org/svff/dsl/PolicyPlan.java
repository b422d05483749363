package org.svff.dsl;

import java.util.List;

/**
 * What a policy would do to a host.
 *
 * @param changes in the order in which they are to be made; empty when the host is as the policy wants it
 * @param unmet what the policy wants and cannot have, and why
 */
public record PolicyPlan(List<Change.Planned> changes, List<PolicyError> unmet) {
    public PolicyPlan {
        changes = List.copyOf(changes);
        unmet = List.copyOf(unmet);
    }
}
