package org.svff.cli;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.svff.cli.live.LiveScreen;
import org.svff.cli.live.Terminal;
import org.svff.cli.print.Dashboard;
import org.svff.cli.print.Json;
import org.svff.jmx.AgentClient;
import org.svff.jmx.view.BindingView;
import org.svff.jmx.view.ReportView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "top",
        description = "Shows load and outages: what runs, operations a minute, and how often and how long guests were"
                + " without their VFs. Live on a terminal, where q ends it; else once.",
        footer = {
            "",
            "Examples:",
            "  svff top",
            "  svff top -d 10            every 10 seconds",
            "  svff top -n 1 | cat       once, as text",
            "  svff top --json           once, for programs"
        })
final class TopCommand extends ClientCommand {
    private static final int ANY_HEIGHT = 10_000;

    @Option(
            names = "-d",
            paramLabel = "SECONDS",
            defaultValue = "2",
            description = "How often it is drawn (1 to 3600; ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(names = "-n", paramLabel = "N", description = "End after it was drawn so many times.")
    private @Nullable Integer count;

    /** What programs get; {@code at} is ISO 8601 in UTC. */
    private record Load(
            String host, String at, String operations, List<ReportView> running, List<BindingView> bindings) {}

    TopCommand(Context context) {
        super(context);
    }

    @Override
    int run(AgentClient client) throws InterruptedException {
        if (seconds < 1 || seconds > 3600) {
            throw new UsageException("-d takes a number of seconds from 1 to 3600, not " + seconds);
        }
        if (count != null && count < 1) {
            throw new UsageException("-n takes a number from 1, not " + count);
        }
        Watching watching = new Watching(client);
        if (asJson()) {
            Dashboard.Moment now = watching.now();
            new Json(context().screen())
                    .print(new Load(
                            now.host(),
                            now.at().toString(),
                            now.ended(),
                            now.running(),
                            now.world().bindings()));
            return ExitCode.DONE;
        }
        Optional<Terminal> terminal =
                Terminal.open(context().screen().out(), context().env());
        if (terminal.isEmpty()) {
            new Dashboard(context().screen(), Integer.MAX_VALUE, ANY_HEIGHT)
                    .top(watching.now())
                    .forEach(context().screen()::line);
            return ExitCode.DONE;
        }
        try (Terminal screen = terminal.get()) {
            new LiveScreen(screen, Duration.ofSeconds(seconds))
                    .run(
                            size -> new Dashboard(context().screen(), size.width(), size.height()).top(watching.now()),
                            count == null ? Long.MAX_VALUE : count);
        }
        return ExitCode.DONE;
    }
}
