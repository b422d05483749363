package org.svff.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.svff.pci.PciAddress;
import org.svff.world.Trouble;

/** The options in force, and where each came from. Immutable. */
public final class Config {
    private static final Path INSTALLED = Path.of("/etc/svff/agent.yaml");

    /** Variables that are not the agent's: those of the client, the launcher and (by prefix) the rig. */
    private static final Set<String> OTHER_VARIABLES = Set.of(
            "SVFF_AGENT",
            "SVFF_CACHE",
            "SVFF_JAVA_OPTS",
            "SVFF_USER",
            "SVFF_PASSWORD_FILE",
            "SVFF_CA",
            "SVFF_KEY",
            "SVFF_NATIVE");

    private static final String RIG_PREFIX = "SVFF_RIG_";

    private record Value(Object value, String text, Origin origin) {}

    private final Optional<Path> file;
    private final Map<ConfigKey, Value> values;

    private Config(Optional<Path> file, Map<ConfigKey, Value> values) {
        this.file = file;
        this.values = Collections.unmodifiableMap(values);
    }

    /** All defaults. */
    public static Config defaults() {
        return new Config(Optional.empty(), defaultValues());
    }

    /** {@code /etc/svff/agent.yaml}, when it exists. */
    public static Optional<Path> installedFile() {
        return Optional.of(INSTALLED).filter(Files::exists);
    }

    /**
     * Reads file, environment and command line; a later one wins over an earlier one.
     *
     * @param file the YAML file; empty when there is none
     * @param env the environment; variables that do not begin with {@code SVFF_} are left alone
     * @param commandLine options by key
     * @throws ConfigException when anything in them cannot be used: unknown keys, bad values, bad YAML
     */
    public static Config load(Optional<Path> file, Map<String, String> env, Map<String, String> commandLine)
            throws ConfigException {
        Problems problems = new Problems();
        List<Written> written = new ArrayList<>();
        file.ifPresent(path -> written.addAll(new ConfigFile(path, problems).read()));
        written.addAll(fromEnvironment(env, problems));
        written.addAll(fromCommandLine(commandLine, problems));
        Map<ConfigKey, Value> values = defaultValues();
        for (Written w : written) {
            try {
                values.put(w.key(), value(w));
            } catch (IllegalArgumentException e) {
                problems.add(new Trouble(
                        w.origin().where(),
                        "use '" + w.key() + "'",
                        Objects.toString(e.getMessage()),
                        "allowed is " + w.key().type().allowed()));
            }
        }
        problems.throwIfAny();
        return new Config(file, values);
    }

    private static List<Written> fromEnvironment(Map<String, String> env, Problems problems) {
        Map<String, ConfigKey> known = new TreeMap<>();
        for (ConfigKey key : ConfigKey.values()) {
            known.put(key.variable(), key);
        }
        List<Written> written = new ArrayList<>();
        new TreeMap<>(env).forEach((name, text) -> {
            ConfigKey key = known.get(name);
            if (key != null) {
                written.add(new Written(key, List.of(text), new Origin(Origin.Kind.ENVIRONMENT, name)));
            } else if (name.startsWith(ConfigKey.ENVIRONMENT_PREFIX)
                    && !OTHER_VARIABLES.contains(name)
                    && !name.startsWith(RIG_PREFIX)) {
                problems.unknown("environment", name, known.keySet());
            }
        });
        return written;
    }

    private static List<Written> fromCommandLine(Map<String, String> commandLine, Problems problems) {
        List<Written> written = new ArrayList<>();
        new TreeMap<>(commandLine)
                .forEach((name, text) -> ConfigKey.of(name)
                        .ifPresentOrElse(
                                key -> written.add(new Written(
                                        key, List.of(text), new Origin(Origin.Kind.COMMAND_LINE, "-o " + name))),
                                () -> problems.unknown("command line", name, ConfigKey.keys())));
        return written;
    }

    private static Map<ConfigKey, Value> defaultValues() {
        Map<ConfigKey, Value> values = new EnumMap<>(ConfigKey.class);
        for (ConfigKey key : ConfigKey.values()) {
            values.put(key, value(new Written(key, List.of(key.defaultText()), Origin.DEFAULT)));
        }
        return values;
    }

    private static Value value(Written w) {
        return new Value(w.key().type().parse(w.texts()), String.join(", ", w.texts()), w.origin());
    }

    /** The file that was read; empty when there was none. */
    public Optional<Path> file() {
        return file;
    }

    /** The value as it was written, whatever its type. */
    public String text(ConfigKey key) {
        return of(key).text();
    }

    public Origin origin(ConfigKey key) {
        return of(key).origin();
    }

    /** The value of a {@link ValueType.Text} or {@link ValueType.Choice} key. */
    public String string(ConfigKey key) {
        return as(String.class, key);
    }

    /** The value of a {@link ValueType.Whole} key. */
    public int number(ConfigKey key) {
        return as(Integer.class, key);
    }

    /** The value of a {@link ValueType.Time} key. */
    public Duration duration(ConfigKey key) {
        return as(Duration.class, key);
    }

    /** The value of a {@link ValueType.Flag} key. */
    public boolean flag(ConfigKey key) {
        return as(Boolean.class, key);
    }

    /** The value of a {@link ValueType.Folder} key. */
    public Path path(ConfigKey key) {
        return as(Path.class, key);
    }

    /** The value of a {@link ValueType.Globs} key. */
    public List<String> globs(ConfigKey key) {
        List<?> globs = as(List.class, key);
        return globs.stream().map(Object::toString).toList();
    }

    /** The value of a {@link ValueType.Words} key. */
    public List<String> words(ConfigKey key) {
        return globs(key);
    }

    /** The value of a {@link ValueType.PerCard} key. */
    public Map<PciAddress, Integer> perCard(ConfigKey key) {
        Map<PciAddress, Integer> numbers = new TreeMap<>();
        Map<?, ?> value = as(Map.class, key);
        value.forEach((card, number) -> numbers.put((PciAddress) card, (Integer) number));
        return numbers;
    }

    private <T> T as(Class<T> type, ConfigKey key) {
        return type.cast(of(key).value());
    }

    private Value of(ConfigKey key) {
        return Objects.requireNonNull(values.get(key), key::key);
    }
}
