package org.svff.cli;

import org.svff.cli.print.RestorationPrinter;
import org.svff.jmx.AgentClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "restore",
        description = {
            "Makes cards and VMs' devices again what was asked of them: after a reboot, or when somebody else changed them.",
            "'svff list' shows what is not as it was asked for. It takes an administrator."
        },
        footer = {
            "",
            "Nothing that was not asked for is taken away. Exit codes: 0 all is as wanted, 1 not all of it.",
            "",
            "Examples:",
            "  svff restore --dry-run",
            "  svff restore"
        })
final class RestoreCommand extends ClientCommand {
    @Option(names = "--dry-run", description = "Print what would be done; touch nothing.")
    private boolean dryRun;

    RestoreCommand(Context context) {
        super(context);
    }

    @Override
    int run(AgentClient client) {
        RestorationPrinter printer = new RestorationPrinter(context().screen(), asJson());
        return printer.print(
                        dryRun ? client.agent().planRestore() : client.agent().restore(), dryRun)
                ? ExitCode.DONE
                : ExitCode.REFUSED_OR_FAILED;
    }
}
