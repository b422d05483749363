package org.svff.cli;

import java.util.concurrent.CountDownLatch;
import org.svff.agent.Agent;
import org.svff.cli.print.Style;
import org.svff.config.Config;
import org.svff.config.ConfigKey;
import org.svff.world.SvffException;
import picocli.CommandLine.Command;

@Command(
        name = "agent",
        description = "Runs the agent of this host, until it is interrupted. Its log goes to standard error.",
        footer = {
            "",
            "Examples:",
            "  svff agent                           as /etc/svff/agent.yaml says, or with the defaults",
            "  svff agent --config agent.yaml -o inventory.poll=10s",
            "  svff agent --simulate --port 0       a host to play with; the port is printed",
            "",
            "SVFF_JAVA_OPTS in the environment holds options for its Java, such as -Xmx256m or the",
            "-javaagent of a monitoring system (see examples/monitoring)."
        })
final class AgentCommand extends HostCommand {
    AgentCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() throws SvffException, InterruptedException {
        Config config = config();
        if (System.getProperty("svff.log") == null) {
            System.setProperty("svff.log", "INFO"); // the log's configuration reads it when the first logger is made
        }
        Agent agent = Agent.start(config);
        Runtime.getRuntime().addShutdownHook(new Thread(agent::close, "svff-end"));
        context.screen()
                .line("svff agent" + (config.flag(ConfigKey.SIMULATE) ? " on a simulated host" : "") + ": "
                        + context.screen().paint(Style.BOLD, agent.url()));
        context.screen().out().flush();
        new CountDownLatch(1).await(); // a signal ends it
        return ExitCode.DONE;
    }
}
