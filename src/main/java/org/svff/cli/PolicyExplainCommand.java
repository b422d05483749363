package org.svff.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.svff.cli.policy.PolicyFiles;
import org.svff.cli.policy.PolicyLanguage;
import org.svff.cli.print.Json;
import org.svff.cli.print.PolicyPrinter;
import org.svff.jmx.AgentClient;
import org.svff.jmx.view.RuleView;
import org.svff.world.SvffException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "explain",
        description = {
            "Tells which rules are about a VM, a VF or a card, what they allow, and how much of it is used.",
            "Without files, it is about the policies that the agent keeps itself."
        },
        footer = {
            "",
            "Examples:",
            "  svff policy explain web-1",
            "  svff policy explain 0000:03:00.0/2 quota.policy day-and-night.policy"
        })
final class PolicyExplainCommand extends ClientCommand {
    @Parameters(index = "0", paramLabel = "WHAT", description = "A VM, a VF (PF/INDEX) or a PF (address).")
    private String what = "";

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "FILE", description = "Policies.")
    private List<Path> files = new ArrayList<>();

    @Mixin
    private TrustOption trust = new TrustOption();

    PolicyExplainCommand(Context context) {
        super(context);
    }

    @Override
    int run(AgentClient client) throws SvffException {
        List<RuleView> rules = files.isEmpty() ? kept(client) : written(client);
        if (asJson()) {
            new Json(context().screen()).print(rules);
        } else {
            new PolicyPrinter(context().screen()).rules(rules, what);
        }
        return ExitCode.DONE;
    }

    private List<RuleView> written(AgentClient client) throws SvffException {
        List<PolicyLanguage.Source> sources = new ArrayList<>();
        for (Path file : files) {
            sources.add(PolicyFiles.read(file, trust.isOn()));
        }
        return PolicyFiles.language().explain(sources, client.agent().snapshot(), what);
    }

    /** Broken policies are told of, and left out. */
    private List<RuleView> kept(AgentClient client) throws SvffException {
        List<RuleView> rules = new ArrayList<>();
        for (String name : client.policies()) {
            if (!client.policy(name).isEnabled()) {
                context().screen().note("policy " + name + " is disabled");
            } else if (client.policy(name).getSha256().isEmpty()) {
                context().screen().error(client.policy(name).getError());
            } else {
                rules.addAll(client.policy(name).explain(what));
            }
        }
        return rules;
    }
}
