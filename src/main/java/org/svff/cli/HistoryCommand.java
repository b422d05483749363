package org.svff.cli;

import java.util.List;
import org.svff.cli.print.Json;
import org.svff.cli.print.ReportPrinter;
import org.svff.jmx.AgentClient;
import org.svff.jmx.view.ReportView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "history",
        description = "Shows operations, running and past, newest first. Times are UTC.",
        footer = {"", "Examples:", "  svff history", "  svff history -n 1 --json    the last one with all its steps"})
final class HistoryCommand extends ClientCommand {
    @Option(
            names = "-n",
            paramLabel = "N",
            defaultValue = "20",
            description = "At most so many (1 to 1000; ${DEFAULT-VALUE}).")
    private int most;

    HistoryCommand(Context context) {
        super(context);
    }

    @Override
    int run(AgentClient client) {
        if (most < 1 || most > 1000) {
            throw new UsageException("-n takes a number from 1 to 1000, not " + most);
        }
        List<ReportView> reports = client.operations().history(most);
        if (asJson()) {
            new Json(context().screen()).print(reports);
        } else {
            new ReportPrinter(context().screen()).history(reports);
        }
        return ExitCode.DONE;
    }
}
