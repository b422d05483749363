package org.svff.cli;

import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.svff.cli.live.LiveScreen;
import org.svff.cli.live.Terminal;
import org.svff.cli.print.Dashboard;
import org.svff.cli.print.EventPrinter;
import org.svff.jmx.AgentClient;
import org.svff.jmx.AgentNotification;
import org.svff.world.SvffException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "watch",
        description =
                "Shows cards, VMs and what happens as it happens: live on a terminal, where q ends it; else, and with"
                        + " --lines, an event a line. Times are local.",
        footer = {
            "",
            "Examples:",
            "  svff watch",
            "  svff watch --lines    an event a line, on a terminal too",
            "  svff watch --json     one JSON object a line",
            "  svff watch -n 1       end after the first event, printed as a line"
        })
final class WatchCommand extends ClientCommand {
    private static final long STILL_THERE_SECONDS = 5;
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final int REMEMBERED = 200;

    @Option(names = "-n", paramLabel = "N", description = "End after so many events.")
    private @Nullable Integer count;

    @Option(names = "--lines", description = "Print events, one a line, also on a terminal.")
    private boolean lines;

    WatchCommand(Context context) {
        super(context);
    }

    @Override
    int run(AgentClient client) throws SvffException, InterruptedException {
        Optional<Terminal> terminal = lines || asJson() || count != null
                ? Optional.empty()
                : Terminal.open(context().screen().out(), context().env());
        if (terminal.isEmpty()) {
            return lines(client);
        }
        try (Terminal screen = terminal.get()) {
            return live(client, screen);
        }
    }

    private int live(AgentClient client, Terminal terminal) throws SvffException, InterruptedException {
        LiveScreen live = new LiveScreen(terminal, SECOND); // how long pauses last is told by the second
        Deque<AgentNotification> newestFirst = new ConcurrentLinkedDeque<>();
        client.onNotification(event -> {
            newestFirst.addFirst(event);
            while (newestFirst.size() > REMEMBERED) {
                newestFirst.pollLast();
            }
            live.news();
        });
        Watching watching = new Watching(client);
        live.run(
                size -> new Dashboard(context().screen(), size.width(), size.height())
                        .watch(watching.now(), List.copyOf(newestFirst)),
                Long.MAX_VALUE);
        return ExitCode.DONE;
    }

    private int lines(AgentClient client) throws SvffException, InterruptedException {
        BlockingQueue<AgentNotification> events = new LinkedBlockingQueue<>();
        client.onNotification(events::add);
        context().screen().note("watching " + client.agent().getHostName() + "; Ctrl-C ends it");
        EventPrinter printer = new EventPrinter(context().screen(), asJson());
        long left = count == null ? Long.MAX_VALUE : count;
        while (left > 0) {
            AgentNotification event = events.poll(STILL_THERE_SECONDS, TimeUnit.SECONDS);
            if (event == null) {
                client.agent().getGeneration(); // fails when the agent is gone, which silence would not tell
            } else {
                printer.print(event);
                left--;
            }
        }
        return ExitCode.DONE;
    }
}
