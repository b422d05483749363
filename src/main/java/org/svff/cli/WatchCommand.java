package org.svff.cli;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.svff.cli.print.EventPrinter;
import org.svff.jmx.AgentClient;
import org.svff.jmx.AgentNotification;
import org.svff.world.SvffException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "watch",
        description = "Prints what happens as it happens, until interrupted. Times are local.",
        footer = {
            "",
            "Examples:",
            "  svff watch",
            "  svff watch --json     one JSON object a line",
            "  svff watch -n 1       end after the first event"
        })
final class WatchCommand extends ClientCommand {
    private static final long STILL_THERE_SECONDS = 5;

    @Option(names = "-n", paramLabel = "N", description = "End after so many events.")
    private @Nullable Integer count;

    WatchCommand(Context context) {
        super(context);
    }

    @Override
    int run(AgentClient client) throws SvffException, InterruptedException {
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
