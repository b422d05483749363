package org.svff.cli;

import java.nio.file.Path;
import org.svff.cli.policy.PolicyFiles;
import org.svff.cli.print.RestorationPrinter;
import org.svff.jmx.AgentClient;
import org.svff.world.SvffException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "import",
        description = {
            "Asks for what a file says that 'svff export' wrote: VF counts, queues, images, and which VM has which VF.",
            "Cards are found by serial number, else by slot, else by address. It takes an administrator."
        },
        footer = {
            "",
            "A file that speaks of a card that is not here, or of something a card cannot do, is refused whole, with its",
            "line. What the file does not speak of stays as it is.",
            "",
            "Examples:",
            "  svff import host-1.yaml --dry-run    what would be done",
            "  svff import host-1.yaml"
        })
final class ImportCommand extends ClientCommand {
    @Parameters(paramLabel = "FILE", description = "The file.")
    private Path file = Path.of("");

    @Option(names = "--dry-run", description = "Print what would be done; touch nothing.")
    private boolean dryRun;

    ImportCommand(Context context) {
        super(context);
    }

    @Override
    int run(AgentClient client) throws SvffException {
        String yaml = PolicyFiles.text(file);
        RestorationPrinter printer = new RestorationPrinter(context().screen(), asJson());
        return printer.print(
                        dryRun
                                ? client.agent().planImport(yaml)
                                : client.agent().importWanted(yaml),
                        dryRun)
                ? ExitCode.DONE
                : ExitCode.REFUSED_OR_FAILED;
    }
}
