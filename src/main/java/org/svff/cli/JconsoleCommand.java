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
            "  svff jconsole --agent web-host:7117 --user ann --ca ca.pem",
            "                                            over TLS; the password is asked for here"
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
        Jconsole jconsole = Jconsole.find(context.env(), Path.of(System.getProperty("java.home", "/")));
        AgentOption.Way named = agent.way(context.env());
        AgentOption.Way way =
                new AgentOption.Way(named.address(), named.access().asked());
        try (AgentClient client = way.connect()) { // else JConsole asks, and says less
            context.screen()
                    .note("JConsole opens on the agent of " + client.agent().getHostName());
        }
        try {
            return jconsole.run(way) == 0 ? ExitCode.DONE : ExitCode.REFUSED_OR_FAILED;
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
