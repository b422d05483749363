package org.svff.cli;

import java.util.Map;
import org.svff.cli.print.Json;
import org.svff.jmx.AgentClient;
import picocli.CommandLine.Command;

@Command(
        name = "export",
        description = {
            "Prints what was asked of this host's cards and VMs, as YAML.",
            "That is what the agent keeps over a reboot: VF counts, queues, images, and which VM has which VF."
        },
        footer = {"", "Examples:", "  svff export > host-1.yaml", "  svff import host-1.yaml --dry-run"})
final class ExportCommand extends ClientCommand {
    ExportCommand(Context context) {
        super(context);
    }

    @Override
    int run(AgentClient client) {
        String yaml = client.agent().exportWanted();
        if (asJson()) {
            new Json(context().screen()).print(Map.of("yaml", yaml));
        } else {
            yaml.lines().forEach(context().screen()::line);
            context().screen().out().flush();
        }
        return ExitCode.DONE;
    }
}
