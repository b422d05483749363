package org.svff.dsl;

import java.util.List;
import org.svff.cli.policy.PolicyLanguage;
import org.svff.jmx.AgentClient;
import org.svff.jmx.view.WorldView;
import org.svff.pci.PciAddress;
import org.svff.world.BindingId;
import org.svff.world.SvffException;

/** The language for the command line: plans are made by the agent's MBeans. */
public final class PolicyCommands implements PolicyLanguage {
    @Override
    public Result plan(String file, String text, WorldView world) {
        try {
            PolicyPlan plan = PolicyPlanner.plan(PolicyReader.read(file, text), world);
            return new Result(
                    List.of(),
                    plan.changes().stream()
                            .<PolicyLanguage.Change>map(Made::new)
                            .toList(),
                    plan.unmet().stream().map(PolicyError::toString).toList());
        } catch (PolicyException e) {
            return new Result(e.errors().stream().map(PolicyError::toString).toList(), List.of(), List.of());
        }
    }

    private record Made(org.svff.dsl.Change change) implements PolicyLanguage.Change {
        @Override
        public String text() {
            return change.text();
        }

        @Override
        public String why() {
            return change.why().toString();
        }

        @Override
        public void make(AgentClient agent) throws SvffException {
            if (change instanceof org.svff.dsl.Change.Reconfigure r) {
                agent.pf(PciAddress.parse(r.card()))
                        .reconfigureWith(
                                r.after(), false, new String[0], r.movesAsText().toArray(String[]::new));
            } else if (change instanceof org.svff.dsl.Change.Attach a) {
                agent.vm(a.vm()).attach(a.card());
            } else if (change instanceof org.svff.dsl.Change.Detach d) {
                agent.binding(BindingId.parse(d.binding())).detach();
            }
        }
    }
}
