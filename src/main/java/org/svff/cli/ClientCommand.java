package org.svff.cli;

import java.util.concurrent.Callable;
import org.svff.jmx.AgentClient;
import org.svff.world.SvffException;
import picocli.CommandLine.Mixin;

/** A command that talks to a running agent. */
abstract class ClientCommand implements Callable<Integer> {
    private final Context context;

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private HelpOption help = new HelpOption();

    @Mixin
    private AgentOption agent = new AgentOption();

    @Mixin
    private JsonOption json = new JsonOption();

    ClientCommand(Context context) {
        this.context = context;
    }

    @Override
    public final Integer call() throws Exception {
        try (AgentClient client = agent.connect(context.env())) {
            return run(client);
        }
    }

    /** Does the command's work; the result is the exit code. */
    abstract int run(AgentClient client) throws SvffException, InterruptedException;

    final Context context() {
        return context;
    }

    final boolean asJson() {
        return json.isOn();
    }
}
