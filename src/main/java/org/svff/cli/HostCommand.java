package org.svff.cli;

import java.util.concurrent.Callable;
import org.svff.config.Config;
import org.svff.world.SvffException;
import picocli.CommandLine.Mixin;

/** A command that works on this host itself, as the agent's configuration says. */
abstract class HostCommand implements Callable<Integer> {
    final Context context;

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private HelpOption help = new HelpOption();

    @Mixin
    private ConfigOptions options = new ConfigOptions();

    HostCommand(Context context) {
        this.context = context;
    }

    /** The configuration in force. */
    final Config config() throws SvffException {
        return options.load(context.env());
    }
}
