package org.svff.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.svff.jmx.AgentClient;
import org.svff.world.SvffException;
import org.svff.world.Trouble;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "jconsole",
        description = "Opens JConsole on an agent, with svff's tab: cards, VMs, operations, and what can be done.",
        footer = {
            "",
            "Needs a display (X11) and a JDK with its graphical parts, which Debian has in openjdk-17-jdk.",
            "",
            "Examples:",
            "  svff jconsole",
            "  ssh -X host svff jconsole                 the agent of another host, seen from here",
            "  svff jconsole --agent 127.0.0.1:7118"
        })
final class JconsoleCommand implements Callable<Integer> {
    private final Context context;

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private HelpOption help = new HelpOption();

    @Mixin
    private AgentOption agent = new AgentOption();

    JconsoleCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws SvffException, InterruptedException {
        if (!agent.isPlain(context.env())) {
            throw new UsageException(
                    "JConsole cannot log in to an agent, nor use its TLS, yet; on the agent's host, an agent"
                            + " without users can be looked at");
        }
        AgentOption.Address address = agent.address(context.env());
        Jconsole jconsole = Jconsole.find(context.env(), Path.of(System.getProperty("java.home", "/")));
        try (AgentClient client = agent.connect(context.env())) { // else JConsole asks, and says less
            context.screen()
                    .note("JConsole opens on the agent of " + client.agent().getHostName());
        }
        ProcessBuilder process = new ProcessBuilder(jconsole.command(address)).inheritIO();
        try {
            return process.start().waitFor() == 0 ? ExitCode.DONE : ExitCode.REFUSED_OR_FAILED;
        } catch (IOException e) {
            throw new SvffException(
                    new Trouble(
                            jconsole.program().toString(),
                            "start it",
                            String.valueOf(e.getMessage()),
                            "see whether it can be run by this user"),
                    e);
        }
    }
}
