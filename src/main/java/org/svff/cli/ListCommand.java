package org.svff.cli;

import org.svff.cli.print.Json;
import org.svff.cli.print.WorldPrinter;
import org.svff.jmx.AgentClient;
import org.svff.jmx.view.WorldView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "list",
        description = "Shows cards with their VFs, and VMs with their devices.",
        footer = {
            "",
            "Examples:",
            "  svff list",
            "  svff list --refresh                     read kernel and VMs anew first",
            "  svff list --json | jq '.bindings[].name'"
        })
final class ListCommand extends ClientCommand {
    @Option(names = "--all", description = "Show every free VF on a line of its own.")
    private boolean all;

    @Option(names = "--refresh", description = "Have the agent read kernel and VMs anew first.")
    private boolean refresh;

    ListCommand(Context context) {
        super(context);
    }

    @Override
    int run(AgentClient client) {
        WorldView world = refresh ? client.agent().refresh() : client.agent().snapshot();
        if (asJson()) {
            new Json(context().screen()).print(world);
        } else {
            new WorldPrinter(context().screen(), all).print(world);
        }
        return ExitCode.DONE;
    }
}
