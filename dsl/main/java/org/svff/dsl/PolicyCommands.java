package org.svff.dsl;

import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.svff.cli.policy.PolicyLanguage;
import org.svff.jmx.AgentClient;
import org.svff.jmx.view.ImageView;
import org.svff.jmx.view.RuleView;
import org.svff.jmx.view.WorldView;
import org.svff.world.SvffException;

/** The language for the command line: plans are made by the agent's MBeans. */
public final class PolicyCommands implements PolicyLanguage {
    private final Clock clock = Clock.system(ZoneId.systemDefault());

    private static List<String> texts(List<PolicyError> errors) {
        return errors.stream().map(PolicyError::toString).toList();
    }

    @Override
    public Result plan(Source source, WorldView world) {
        try {
            Policy policy = PolicyReader.read(source);
            PolicyPlan plan = PolicyPlanner.plan(policy, world, LocalTime.now(clock));
            return new Result(
                    List.of(),
                    plan.changes().stream()
                            .<PolicyLanguage.Change>map(Made::new)
                            .toList(),
                    texts(plan.unmet()),
                    policy.actions().stream()
                            .filter(a -> a.when() == Happening.SCRIPT)
                            .map(a -> a.place().toString())
                            .toList());
        } catch (PolicyException e) {
            return new Result(texts(e.errors()), List.of(), List.of(), List.of());
        }
    }

    @Override
    public List<String> check(Source source, WorldView world, List<ImageView> images) {
        try {
            Policy policy = PolicyReader.read(source);
            List<PolicyError> errors = new ArrayList<>(Contradictions.of(policy, world));
            errors.addAll(ImageCheck.of(policy, world, images));
            Set<Place> told = errors.stream().map(PolicyError::place).collect(Collectors.toSet());
            for (Policy now : policy.throughTheDay()) {
                PolicyPlanner.plan(now.at(LocalTime.MIN), world).unmet().stream()
                        .filter(e -> !told.contains(e.place()) && !errors.contains(e)) // why is said already
                        .forEach(errors::add);
            }
            return texts(errors);
        } catch (PolicyException e) {
            return texts(e.errors());
        }
    }

    @Override
    public List<String> test(Source source, String hostFile, String hostText) {
        try {
            HostFile host = HostFile.read(hostText);
            Policy policy = PolicyReader.read(source);
            PolicyPlan plan = PolicyPlanner.plan(policy, host.world(), host.time());
            List<String> changes = new ArrayList<>();
            plan.changes().forEach(c -> changes.add(c.text()));
            for (String event : host.events()) {
                happen(policy, host.world(), Occurrence.parse(event, host.world()), changes);
            }
            List<String> wrong = new ArrayList<>();
            compare(hostFile, "change", host.changes(), changes, wrong);
            String own = Path.of(source.file()).toAbsolutePath().normalize().getFileName() + ":";
            List<String> unmet = plan.unmet().stream()
                    .map(e -> e.toString().replace(source.file() + ":", own)) // wherever the two files lie
                    .toList();
            compare(hostFile, "unmet", host.unmet(), unmet, wrong);
            return wrong;
        } catch (PolicyException e) {
            return texts(e.errors());
        } catch (IllegalArgumentException e) {
            return List.of(hostFile + ": " + e.getMessage());
        }
    }

    private static void happen(Policy policy, WorldView world, Occurrence occurrence, List<String> changes)
            throws PolicyException {
        for (Policy.Reaction reaction : policy.actions()) {
            if (occurrence.isFor(reaction)) {
                reaction.deeds().run(world, occurrence.about(), change -> changes.add(change.text()));
            }
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

    @Override
    public List<RuleView> explain(List<Source> sources, WorldView world, String what) {
        List<Policy> policies = new ArrayList<>();
        for (Source source : sources) {
            try {
                policies.add(PolicyReader.read(source));
            } catch (PolicyException e) {
                throw new IllegalArgumentException(e.getMessage(), e);
            }
        }
        return Standing.explain(Policy.together(policies, LocalTime.now(clock)), world, what).stream()
                .map(e -> new RuleView(e.place(), e.rule(), e.state()))
                .toList();
    }

    @Override
    public List<String> runScripts(Source source, AgentClient agent, Consumer<PolicyLanguage.Change> made) {
        try {
            for (Policy.Reaction reaction : PolicyReader.read(source).actions()) {
                Occurrence turn = Occurrence.of(Happening.SCRIPT);
                if (turn.isFor(reaction)) {
                    reaction.deeds().run(agent.agent().snapshot(), turn.about(), change -> {
                        make(agent, change);
                        made.accept(new Made(change));
                    });
                }
            }
            return List.of();
        } catch (PolicyException e) {
            return texts(e.errors());
        }
    }

    private static void make(AgentClient agent, org.svff.dsl.Change change) {
        try {
            change.make(agent);
        } catch (SvffException | IllegalStateException | IllegalArgumentException e) {
            throw new Deeds.Failed(change, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Enforcer enforcer(Enforcement enforcement) {
        return new PolicyRun(enforcement, clock);
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
