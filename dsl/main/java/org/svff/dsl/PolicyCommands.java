package org.svff.dsl;

import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.svff.cli.policy.PolicyLanguage;
import org.svff.jmx.AgentClient;
import org.svff.jmx.view.WorldView;
import org.svff.world.SvffException;

/** The language for the command line: plans are made by the agent's MBeans. */
public final class PolicyCommands implements PolicyLanguage {
    @Override
    public Result plan(String file, String text, WorldView world) {
        try {
            PolicyPlan plan =
                    PolicyPlanner.plan(PolicyReader.read(file, text), world, LocalTime.now(ZoneId.systemDefault()));
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

    @Override
    public List<String> test(String file, String text, String hostFile, String hostText) {
        try {
            HostFile host = HostFile.read(hostText);
            Result result = plan(file, text, host.world());
            if (!result.errors().isEmpty()) {
                return result.errors();
            }
            List<String> wrong = new ArrayList<>();
            List<String> changes =
                    result.changes().stream().map(PolicyLanguage.Change::text).toList();
            compare(hostFile, "change", host.changes(), changes, wrong);
            compare(hostFile, "unmet", host.unmet(), result.unmet(), wrong);
            return wrong;
        } catch (IllegalArgumentException e) {
            return List.of(hostFile + ": " + e.getMessage());
        }
    }

    private static void compare(
            String where, String what, List<String> expected, List<String> found, List<String> wrong) {
        for (int i = 0; i < Math.max(expected.size(), found.size()); i++) {
            String one = i < expected.size() ? expected.get(i) : "nothing";
            String other = i < found.size() ? found.get(i) : "nothing";
            if (!other.endsWith(one)) { // the place of what is unmet may be left out
                wrong.add(where + ": " + what + " " + (i + 1) + " is '" + other + "', expected was '" + one + "'");
            }
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
            change.make(agent);
        }
    }
}
