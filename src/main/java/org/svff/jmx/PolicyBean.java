package org.svff.jmx;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.svff.jmx.view.PolicyChangeView;
import org.svff.jmx.view.PolicyPlanView;
import org.svff.jmx.view.PolicyReportView;
import org.svff.jmx.view.ReportView;
import org.svff.jmx.view.RuleView;
import org.svff.policy.KeptPolicy;
import org.svff.policy.Proposal;

/** The MBean of a policy. */
final class PolicyBean implements PolicyMXBean {
    private static final Duration REFRESH = Duration.ofSeconds(30);

    private final String name;
    private final Actions actions;

    PolicyBean(String name, Actions actions) {
        this.name = name;
        this.actions = actions;
    }

    /** By name: a file that goes and comes again is another policy behind the same MBean. */
    private KeptPolicy policy() {
        return actions.control().policies().stream()
                .filter(p -> p.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("there is no policy " + name + " any more"));
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public String getFile() {
        return policy().file();
    }

    @Override
    public String getSha256() {
        return policy().sha256();
    }

    @Override
    public boolean isEnabled() {
        return policy().enabled();
    }

    @Override
    public String getLastEvaluation() {
        return policy().lastEvaluation().map(Instant::toString).orElse("");
    }

    @Override
    public String getError() {
        return policy().error();
    }

    @Override
    public String[] getViolations() {
        return policy().violations(actions.control().world()).toArray(String[]::new);
    }

    @Override
    public long getDenials() {
        return policy().denials();
    }

    @Override
    public String getLastDenial() {
        return policy().lastDenial();
    }

    @Override
    public void enable() {
        policy().enable(true);
    }

    @Override
    public void disable() {
        policy().enable(false);
    }

    @Override
    public PolicyPlanView plan() {
        Proposal proposal = policy().plan(actions.control().world());
        return new PolicyPlanView(
                name, proposal.changes().stream().map(PolicyBean::view).toList(), proposal.unmet());
    }

    @Override
    public PolicyReportView apply() {
        Proposal proposal = policy().plan(actions.control().refresh(REFRESH));
        List<PolicyChangeView> made = new ArrayList<>();
        List<ReportView> reports = new ArrayList<>();
        for (Proposal.Item change : proposal.changes()) {
            try {
                reports.add(actions.run(change.request()));
            } catch (IllegalStateException e) {
                throw new IllegalStateException(change.why() + ": " + change.text() + " (after " + made.size() + " of "
                        + proposal.changes().size() + " changes): " + e.getMessage());
            }
            made.add(view(change));
        }
        return new PolicyReportView(name, made, proposal.unmet(), reports);
    }

    private static PolicyChangeView view(Proposal.Item change) {
        return new PolicyChangeView(change.text(), change.why());
    }

    @Override
    public List<RuleView> explain(String what) {
        return policy().explain(actions.control().world(), what).stream()
                .map(e -> new RuleView(e.place(), e.rule(), e.state()))
                .toList();
    }
}
