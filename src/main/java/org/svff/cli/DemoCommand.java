package org.svff.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.svff.agent.Agent;
import org.svff.cli.demo.Story;
import org.svff.cli.demo.Teller;
import org.svff.cli.print.Style;
import org.svff.config.Config;
import org.svff.jmx.AgentClient;
import org.svff.world.SvffException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "demo",
        description = "Tells an operator's story on a simulated host, in seconds. Touches nothing real.",
        footer = {
            "",
            "Examples:",
            "  svff demo",
            "  svff demo --keep     then look at it with 'svff list', JConsole or VisualVM",
            "  svff rig demo        the same on a real kernel with real QEMU guests, in a VM"
        })
final class DemoCommand implements Callable<Integer> {
    private static final Duration CONNECT = Duration.ofSeconds(30);

    private final Context context;

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private HelpOption help = new HelpOption();

    @Option(names = "--keep", description = "Leave the agent running afterwards, until interrupted.")
    private boolean keep;

    /** For the rig: the host of a running agent, whose cards have no VFs yet. */
    @Option(names = "--agent", paramLabel = "HOST:PORT", hidden = true)
    private @Nullable String running;

    /** For the rig, where traffic is shown between the chapters. */
    @Option(names = "--pace", paramLabel = "SECONDS", defaultValue = "0", hidden = true)
    private int pace;

    DemoCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws SvffException, InterruptedException, IOException {
        if (running != null) {
            return tell(running);
        }
        Path state = Files.createTempDirectory("svff-demo");
        Config config = Config.load(
                Optional.empty(),
                Map.of(),
                Map.of("simulate", "true", "jmx.port", "0", "state.folder", state.toString()));
        Agent agent = Agent.start(config);
        Thread end = new Thread(() -> end(agent, state), "svff-end");
        Runtime.getRuntime().addShutdownHook(end); // interrupted or not, nothing stays behind
        int code = tell("127.0.0.1:" + agent.port());
        if (keep) {
            context.screen().line("");
            context.screen().line("The agent goes on at " + context.screen().paint(Style.BOLD, agent.url()));
            context.screen().line("  svff list --agent 127.0.0.1:" + agent.port());
            context.screen().line("Ctrl-C ends it.");
            context.screen().out().flush();
            new CountDownLatch(1).await();
        }
        return code;
    }

    private int tell(String address) throws SvffException {
        AgentOption.Address at = AgentOption.parse(address);
        try (AgentClient client = AgentClient.connect(at.host(), at.port(), CONNECT)) {
            Teller teller = new Teller(
                    context.screen(),
                    words -> Svff.commandLine(context).execute(with(address, words)),
                    Duration.ofSeconds(pace));
            return new Story(client.agent().snapshot(), teller).tell() ? ExitCode.DONE : ExitCode.REFUSED_OR_FAILED;
        }
    }

    private static String[] with(String address, List<String> words) {
        return Stream.concat(words.stream(), Stream.of("--agent", address)).toArray(String[]::new);
    }

    private static void end(Agent agent, Path state) {
        agent.close();
        try (Stream<Path> files = Files.walk(state)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
