package org.svff.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.svff.cli.policy.PolicyFiles;
import org.svff.cli.policy.PolicyLanguage;
import org.svff.cli.print.Json;
import org.svff.cli.print.PolicyPrinter;
import org.svff.jmx.AgentClient;
import org.svff.world.SvffException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "policy",
        description = "Checks and applies policies: who may have how many VFs, and who is to have them.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  svff policy check night.policy",
            "  svff policy plan night.policy      exit code 3 when something would change",
            "  svff policy apply night.policy",
            "  svff policy run night.policy       keeps it until interrupted",
            "  svff policy status                 what the agent keeps itself",
            "  svff policy explain web-1          which of its rules are about it",
            "  svff policy test night.policy host.yaml    on a host described in a file"
        })
final class PolicyCommand {
    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private HelpOption help = new HelpOption();

    /** What the three have in common: a file, and the host it is for. */
    abstract static class OnFile extends ClientCommand {
        @Parameters(paramLabel = "FILE", description = "The policy.")
        private Path file = Path.of("");

        @Mixin
        private TrustOption trust = new TrustOption();

        OnFile(Context context) {
            super(context);
        }

        @Override
        final int run(AgentClient client) throws SvffException {
            PolicyLanguage.Result result =
                    PolicyFiles.language().plan(source(), client.agent().snapshot());
            if (!result.errors().isEmpty()) {
                result.errors().forEach(context().screen()::error);
                return ExitCode.REFUSED_OR_FAILED;
            }
            return go(client, result);
        }

        final PolicyLanguage.Source source() throws SvffException {
            return PolicyFiles.read(file, trust.isOn());
        }

        abstract int go(AgentClient client, PolicyLanguage.Result result) throws SvffException;

        final PolicyPrinter printer() {
            return new PolicyPrinter(context().screen());
        }

        final void json(PolicyLanguage.Result result) {
            List<Map<String, String>> changes = result.changes().stream()
                    .map(c -> Map.of("change", c.text(), "why", c.why()))
                    .toList();
            new Json(context().screen())
                    .print(Map.of("changes", changes, "unmet", result.unmet(), "scripts", result.scripts()));
        }
    }

    @Command(
            name = "check",
            description = {
                "Reads a policy and holds it against the host: errors with file and line.",
                "Finds what contradicts itself, too, at any time of the day."
            },
            footer = {"", "Examples:", "  svff policy check night.policy"})
    static final class Check extends OnFile {
        Check(Context context) {
            super(context);
        }

        @Override
        int go(AgentClient client, PolicyLanguage.Result result) throws SvffException {
            List<String> errors = PolicyFiles.language()
                    .check(source(), client.agent().snapshot(), client.agent().images());
            errors.forEach(context().screen()::error);
            if (asJson()) {
                new Json(context().screen()).print(Map.of("errors", errors));
            } else if (errors.isEmpty()) {
                context().screen().line("no errors");
                context().screen().out().flush();
            }
            return errors.isEmpty() ? ExitCode.DONE : ExitCode.REFUSED_OR_FAILED;
        }
    }

    @Command(
            name = "plan",
            description = {
                "Prints what a policy would change, each change with the statement that wants it. Touches nothing.",
                "Exit codes: 0 nothing to change, 3 something to change, 1 not all of it can be had."
            },
            footer = {"", "Examples:", "  svff policy plan night.policy", "  svff policy plan night.policy --json"})
    static final class Plan extends OnFile {
        Plan(Context context) {
            super(context);
        }

        @Override
        int go(AgentClient client, PolicyLanguage.Result result) {
            if (asJson()) {
                json(result);
            } else {
                printer().plan(result);
            }
            if (!result.unmet().isEmpty()) {
                return ExitCode.REFUSED_OR_FAILED;
            }
            return result.changes().isEmpty() ? ExitCode.DONE : ExitCode.CHANGES;
        }
    }

    @Command(
            name = "apply",
            description = {
                "Makes the changes that 'svff policy plan' prints, then runs the policy's scripts.",
                "Stops at the first that fails."
            },
            footer = {"", "Examples:", "  svff policy apply night.policy"})
    static final class Apply extends OnFile {
        Apply(Context context) {
            super(context);
        }

        @Override
        int go(AgentClient client, PolicyLanguage.Result result) throws SvffException {
            for (PolicyLanguage.Change change : result.changes()) {
                try {
                    change.make(client);
                } catch (IllegalStateException e) {
                    context().screen().error(change.why() + ": " + change.text() + ": " + e.getMessage());
                    return ExitCode.REFUSED_OR_FAILED;
                }
                if (!asJson()) {
                    printer().made(change);
                }
            }
            List<String> wrong = new ArrayList<>(result.unmet());
            if (!result.scripts().isEmpty()) {
                wrong.addAll(PolicyFiles.language().runScripts(source(), client, change -> {
                    if (!asJson()) {
                        printer().made(change);
                    }
                }));
            }
            wrong.forEach(context().screen()::error);
            if (asJson()) {
                json(result);
            } else if (result.changes().isEmpty() && result.scripts().isEmpty()) {
                printer().nothing();
            }
            return wrong.isEmpty() ? ExitCode.DONE : ExitCode.REFUSED_OR_FAILED;
        }
    }

    @Command(
            name = "test",
            description = "Tries a policy on a host that is described in a file; needs no agent, touches nothing.",
            footer = {
                "",
                "Examples:",
                "  svff policy test examples/policies/quota.policy examples/policies/quota.host.yaml"
            })
    static final class Test implements Callable<Integer> {
        private final Context context;

        @Mixin
        @SuppressWarnings("UnusedVariable") // picocli reads it
        private HelpOption help = new HelpOption();

        @Parameters(index = "0", paramLabel = "POLICY", description = "The policy.")
        private Path policy = Path.of("");

        @Parameters(index = "1", paramLabel = "HOST", description = "The host, and what is expected there (YAML).")
        private Path host = Path.of("");

        @Mixin
        private TrustOption trust = new TrustOption();

        Test(Context context) {
            this.context = context;
        }

        @Override
        public Integer call() throws SvffException {
            List<String> wrong = PolicyFiles.language()
                    .test(PolicyFiles.read(policy, trust.isOn()), host.toString(), PolicyFiles.text(host));
            wrong.forEach(context.screen()::error);
            if (wrong.isEmpty()) {
                context.screen().line("as expected");
                context.screen().out().flush();
            }
            return wrong.isEmpty() ? ExitCode.DONE : ExitCode.REFUSED_OR_FAILED;
        }
    }

    PolicyCommand() {}
}
