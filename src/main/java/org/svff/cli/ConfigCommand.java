package org.svff.cli;

import java.util.ArrayList;
import java.util.List;
import org.svff.cli.print.ConfigPrinter;
import org.svff.cli.print.Json;
import org.svff.config.Config;
import org.svff.config.ConfigKey;
import org.svff.world.SvffException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "config",
        description = "Shows the agent's options in force, and where each came from.",
        footer = {
            "",
            "An option may stand in the file (nested: 'jmx:', below it 'port: 7117'), in the",
            "environment (SVFF_JMX_PORT), and on the command line (-o jmx.port=7117); each wins",
            "over the ones before.",
            "",
            "Examples:",
            "  svff config                               what an agent started now would use",
            "  svff config --config new.yaml             check a file before it is used",
            "  svff config --example > agent.yaml        a file with every option explained"
        })
final class ConfigCommand extends HostCommand {
    @Mixin
    private JsonOption json = new JsonOption();

    @Option(names = "--example", description = "Print a commented file with all defaults.")
    private boolean example;

    /** An option as printed in JSON. */
    record Entry(String key, String value, String origin, String variable, String allowed, String documentation) {}

    ConfigCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() throws SvffException {
        ConfigPrinter printer = new ConfigPrinter(context.screen());
        if (example) {
            printer.example();
            return ExitCode.DONE;
        }
        Config config = config();
        if (json.isOn()) {
            List<Entry> entries = new ArrayList<>();
            for (ConfigKey key : ConfigKey.values()) {
                entries.add(new Entry(
                        key.key(),
                        config.text(key),
                        config.origin(key).toString(),
                        key.variable(),
                        key.type().allowed(),
                        key.documentation()));
            }
            new Json(context.screen()).print(entries);
        } else {
            printer.inForce(config);
        }
        return ExitCode.DONE;
    }
}
