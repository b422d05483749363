package org.svff.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.svff.config.Config;
import org.svff.config.ConfigKey;
import org.svff.world.SvffException;
import picocli.CommandLine.Option;

/** Where the agent's options come from. */
final class ConfigOptions {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Configuration file; /etc/svff/agent.yaml when it exists.")
    private @Nullable Path file;

    @Option(
            names = "-o",
            paramLabel = "KEY=VALUE",
            description = "Sets an option, over file and environment. May be given several times.")
    private Map<String, String> options = new LinkedHashMap<>();

    @Option(names = "--simulate", description = "Run on a simulated host: two cards, three VMs, nothing real.")
    private boolean simulate;

    @Option(names = "--port", paramLabel = "N", description = "TCP port for JMX; 0 takes a free one.")
    private @Nullable String port;

    Config load(Map<String, String> env) throws SvffException {
        Map<String, String> all = new LinkedHashMap<>(options);
        if (simulate) {
            all.put(ConfigKey.SIMULATE.key(), "true");
        }
        if (port != null) {
            all.put(ConfigKey.JMX_PORT.key(), port);
        }
        return Config.load(Optional.ofNullable(file).or(Config::installedFile), env, all);
    }
}
