package org.svff.cli;

import java.util.ArrayList;
import java.util.List;
import org.svff.cli.print.Json;
import org.svff.cli.print.PolicyPrinter;
import org.svff.jmx.AgentClient;
import org.svff.jmx.PolicyMXBean;
import org.svff.world.SvffException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Commands for the policies that an agent keeps itself. */
final class PolicyStatusCommand {
    private PolicyStatusCommand() {}

    @Command(
            name = "status",
            description =
                    "Shows the policies that the agent keeps: what they denied, and what of the host is not as they say.",
            footer = {"", "Examples:", "  svff policy status", "  svff policy status --json"})
    static final class Status extends ClientCommand {
        Status(Context context) {
            super(context);
        }

        @Override
        int run(AgentClient client) throws SvffException {
            List<PolicyPrinter.PolicyStatus> policies = new ArrayList<>();
            for (String name : client.policies()) {
                policies.add(status(client.policy(name)));
            }
            if (asJson()) {
                new Json(context().screen()).print(policies);
            } else {
                new PolicyPrinter(context().screen()).status(policies);
            }
            return ExitCode.DONE;
        }

        private static PolicyPrinter.PolicyStatus status(PolicyMXBean policy) {
            return new PolicyPrinter.PolicyStatus(
                    policy.getName(),
                    policy.getFile(),
                    policy.isEnabled(),
                    policy.getSha256(),
                    policy.getLastEvaluation(),
                    policy.getError(),
                    List.of(policy.getViolations()),
                    policy.getDenials(),
                    policy.getLastDenial());
        }
    }

    /** What enable and disable have in common. */
    abstract static class Switch extends ClientCommand {
        @Parameters(paramLabel = "NAME", description = "The policy, by the name of its file without '.policy'.")
        private String name = "";

        private final boolean on;

        Switch(Context context, boolean on) {
            super(context);
            this.on = on;
        }

        @Override
        final int run(AgentClient client) throws SvffException {
            PolicyMXBean policy = client.policy(name);
            if (on) {
                policy.enable();
            } else {
                policy.disable();
            }
            context()
                    .screen()
                    .line("policy " + name
                            + (on ? " is kept" : " is disabled until it is enabled or the agent starts again"));
            context().screen().out().flush();
            return ExitCode.DONE;
        }
    }

    @Command(
            name = "enable",
            description = "Has the agent keep a policy again that was disabled.",
            footer = {"", "Examples:", "  svff policy enable night"})
    static final class Enable extends Switch {
        Enable(Context context) {
            super(context, true);
        }
    }

    @Command(
            name = "disable",
            description = {
                "Has the agent keep a policy no more: it neither allows nor denies anything, even when it is broken.",
                "Its file stays; the policy is kept again when it is enabled, or the agent starts again."
            },
            footer = {"", "Examples:", "  svff policy disable night"})
    static final class Disable extends Switch {
        Disable(Context context) {
            super(context, false);
        }
    }
}
