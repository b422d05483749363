package org.svff.config;

import java.io.StringReader;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.svff.world.Trouble;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Checks which keys a YAML text has, that each stands once and has the right shape, and tells their lines. */
final class YamlOutline {
    private static final String SHAPE = "use the file";

    /** What YAML makes of values that are written without a tag. */
    private static final Set<Tag> PLAIN = Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.TIMESTAMP);

    private final Path path;
    private final Problems problems;
    private final Map<ConfigKey, Integer> lines = new EnumMap<>(ConfigKey.class);

    YamlOutline(Path path, Problems problems) {
        this.path = path;
        this.problems = problems;
    }

    /** The keys and the lines they stand on, from 1. */
    Map<ConfigKey, Integer> check(String text) {
        try {
            Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
            Node root = yaml.compose(new StringReader(text));
            if (root instanceof MappingNode map) {
                block("", map);
            } else if (root != null && !isNothing(root)) {
                wrong(root, SHAPE, "it is not made of 'key: value' lines", "begin with a key, like 'jmx:'");
            }
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            problems.add(
                    new Trouble(path + ":" + line, "read the YAML", String.valueOf(e.getProblem()), "mend the line"));
        } catch (YAMLException e) {
            problems.add(
                    new Trouble(path.toString(), "read the YAML", String.valueOf(e.getMessage()), "mend the file"));
        }
        return lines;
    }

    private void block(String prefix, MappingNode map) {
        Map<String, Integer> seen = new HashMap<>();
        for (NodeTuple entry : map.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode name)) {
                wrong(entry.getKeyNode(), SHAPE, "a key must be a plain name", "known are: " + known());
                continue;
            }
            Integer first = seen.putIfAbsent(name.getValue(), lineOf(name));
            if (first != null) {
                wrong(
                        name,
                        "use '" + prefix + name.getValue() + "'",
                        "it stands on line " + first + " already",
                        "keep one");
                continue;
            }
            entry(prefix + name.getValue(), name, entry.getValueNode());
        }
    }

    private void entry(String fullName, ScalarNode name, Node value) {
        @Nullable ConfigKey key = ConfigKey.of(fullName).orElse(null);
        if (key != null && name.getValue().indexOf('.') < 0) {
            value(key, value);
            lines.put(key, lineOf(name));
        } else if (key != null) {
            int dot = fullName.lastIndexOf('.');
            wrong(
                    name,
                    "use '" + fullName + "'",
                    "keys in the file are nested",
                    "write '" + fullName.substring(dot + 1) + ":' below '" + fullName.substring(0, dot) + ":'");
        } else if (!ConfigKey.isBlock(fullName)) {
            problems.unknown(place(name), fullName, ConfigKey.keys());
        } else if (value instanceof MappingNode map) {
            block(fullName + ".", map);
        } else if (!isNothing(value)) { // a block whose lines are all commented out is no error
            wrong(
                    value,
                    "use '" + fullName + "'",
                    "it is a block, not a value",
                    "below it may stand: " + String.join(", ", ConfigKey.in(fullName)));
        }
    }

    private void value(ConfigKey key, Node value) {
        String allowed = "allowed is " + key.type().allowed();
        if (isNothing(value)) {
            wrong(value, "use '" + key + "'", "it has no value", allowed);
        } else if (value instanceof ScalarNode && !PLAIN.contains(value.getTag())) {
            String tag = value.getTag().getValue().replaceFirst("^" + Tag.PREFIX, "!!");
            wrong(value, "use '" + key + "'", "tags (" + tag + ") are not taken", "write the value alone");
        } else if (value instanceof MappingNode) {
            wrong(value, "use '" + key + "'", "it is a block where a value is wanted", allowed);
        } else if (value instanceof SequenceNode list) {
            if (!key.type().isList()) {
                wrong(value, "use '" + key + "'", "it is a list where one value is wanted", allowed);
            } else if (list.getValue().isEmpty()) {
                wrong(value, "use '" + key + "'", "the list is empty", allowed);
            } else if (!list.getValue().stream().allMatch(n -> n instanceof ScalarNode && !isNothing(n))) {
                wrong(value, "use '" + key + "'", "the list holds something that is no plain value", allowed);
            }
        }
    }

    private static boolean isNothing(Node value) {
        return value.getTag().equals(Tag.NULL);
    }

    private void wrong(Node at, String tried, String answer, String remedy) {
        problems.add(new Trouble(place(at), tried, answer, remedy));
    }

    private String place(Node node) {
        return path + ":" + lineOf(node);
    }

    private static int lineOf(Node node) {
        return node.getStartMark().getLine() + 1;
    }

    private static String known() {
        return String.join(", ", ConfigKey.keys());
    }
}
