package org.svff.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.svff.world.SvffException;
import org.svff.world.Trouble;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * How this user reaches his agent: from the environment, else from {@code ~/.config/svff/client.yaml}, else from
 * {@code /etc/svff/client.yaml}.
 */
record ClientSettings(Map<String, String> values) {
    private static final Map<String, String> VARIABLES = Map.of(
            "agent", "SVFF_AGENT",
            "user", "SVFF_USER",
            "password-file", "SVFF_PASSWORD_FILE",
            "ca", "SVFF_CA",
            "key", "SVFF_KEY");
    private static final Path INSTALLED = Path.of("/etc/svff/client.yaml");

    /**
     * Reads environment and file.
     *
     * @throws SvffException when the file is there and cannot be used
     */
    static ClientSettings read(Map<String, String> env) throws SvffException {
        Map<String, String> values = new HashMap<>();
        for (Path file : files(env)) {
            if (Files.isReadable(file)) {
                values.putAll(file(file));
                break;
            }
        }
        VARIABLES.forEach((key, variable) ->
                Optional.ofNullable(env.get(variable)).filter(v -> !v.isEmpty()).ifPresent(v -> values.put(key, v)));
        return new ClientSettings(Map.copyOf(values));
    }

    private static List<Path> files(Map<String, String> env) {
        String home = env.getOrDefault("HOME", "");
        String config = env.getOrDefault("XDG_CONFIG_HOME", home.isEmpty() ? "" : home + "/.config");
        return config.isEmpty() ? List.of(INSTALLED) : List.of(Path.of(config, "svff", "client.yaml"), INSTALLED);
    }

    private static Map<String, String> file(Path file) throws SvffException {
        Set<String> known = VARIABLES.keySet();
        try {
            Object document = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
            Map<String, String> values = new HashMap<>();
            if (document instanceof Map<?, ?> map && known.containsAll(map.keySet())) {
                map.forEach((key, value) -> values.put(String.valueOf(key), String.valueOf(value)));
                return values;
            }
            throw unusable(
                    file,
                    "it has something else than "
                            + String.join(", ", known.stream().sorted().toList()));
        } catch (IOException | YAMLException e) {
            throw unusable(
                    file, String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
    }

    private static SvffException unusable(Path file, String answer) {
        return new SvffException(new Trouble(
                file.toString(), "use it", answer, "write lines like 'user: ann' and 'ca: /etc/svff/tls/ca.pem'"));
    }

    Optional<String> agent() {
        return Optional.ofNullable(values.get("agent"));
    }

    Optional<String> user() {
        return Optional.ofNullable(values.get("user"));
    }

    Optional<Path> passwordFile() {
        return path("password-file");
    }

    Optional<Path> ca() {
        return path("ca");
    }

    Optional<Path> key() {
        return path("key");
    }

    private Optional<Path> path(String key) {
        return Optional.ofNullable(values.get(key)).map(Path::of);
    }
}
