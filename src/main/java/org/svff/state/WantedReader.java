package org.svff.state;

import java.io.StringReader;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.svff.pci.PciAddress;
import org.svff.pci.VfName;
import org.svff.world.BindingId;
import org.svff.world.CardIdentity;
import org.svff.world.PhysicalFunction;
import org.svff.world.Queues;
import org.svff.world.SvffException;
import org.svff.world.Trouble;
import org.svff.world.World;
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

/** Reads {@link WantedYaml}. Values are taken as they are written, so that addresses need no quotes. One per text. */
final class WantedReader {
    private static final int MOST_VFS = 0xffff;

    private final Map<PciAddress, WantedPf> pfs = new TreeMap<>();
    private final Map<BindingId, VfName> bindings = new TreeMap<>();
    private final Map<VfName, Integer> taken = new HashMap<>();
    private final Map<PciAddress, Node> places = new HashMap<>();
    private final Map<String, Integer> cards = new HashMap<>();

    Wanted read(String text) throws SvffException {
        Node root = compose(text);
        Map<String, Node> parts = map(root, Set.of("version", "pfs", "bindings"));
        Node version = required(parts, "version", root);
        if (number(version, 1, Integer.MAX_VALUE) != WantedYaml.VERSION) {
            throw wrong(version, "use the version", "this svff knows version " + WantedYaml.VERSION, "export it anew");
        }
        for (Node pf : list(parts.get("pfs"))) {
            pf(pf);
        }
        for (Node binding : list(parts.get("bindings"))) {
            binding(binding);
        }
        return new Wanted(pfs, bindings);
    }

    /** Each PF must be among those of the host, and be able to have its VFs; see {@link WantedYaml#read(String, World)}. */
    void requireCards(World world) throws SvffException {
        for (WantedPf pf : pfs.values()) {
            Node at = Objects.requireNonNull(places.get(pf.address()));
            PhysicalFunction there = Cards.find(pf, world)
                    .orElseThrow(() -> wrong(
                            at,
                            "find " + pf.address(),
                            Comparison.missing(pf, world).text(),
                            known(world)));
            if (pf.image().isEmpty() && pf.vfs().orElse(0) > there.totalVfs()) {
                throw wrong(
                        at,
                        "give " + there.address() + " " + pf.vfs().getAsInt() + " VFs",
                        "it can have " + there.totalVfs(),
                        "ask for 0 to " + there.totalVfs());
            }
        }
    }

    private static String known(World world) {
        return world.pfs().isEmpty()
                ? "this host has no PFs"
                : "there are: "
                        + String.join(
                                ", ",
                                world.pfs().stream()
                                        .map(pf -> pf.address() + " (serial "
                                                + (pf.identity().serial().isEmpty()
                                                        ? "unknown"
                                                        : pf.identity().serial())
                                                + ")")
                                        .toList());
    }

    private static Node compose(String text) throws SvffException {
        try {
            @Nullable Node root = new Yaml(new SafeConstructor(new LoaderOptions())).compose(new StringReader(text));
            if (root != null) {
                return root;
            }
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            throw wrong(line, "read the YAML", String.valueOf(e.getProblem()), "mend the line");
        } catch (YAMLException e) {
            throw wrong(1, "read the YAML", String.valueOf(e.getMessage()), "mend the file");
        }
        throw wrong(1, "read the YAML", "there is nothing in it", "`svff export` shows the form");
    }

    private void pf(Node node) throws SvffException {
        Map<String, Node> parts = map(node, Set.of("address", "slot", "serial", "image", "queues", "vfs"));
        Node at = required(parts, "address", node);
        PciAddress address = parsed(at, PciAddress::parse);
        if (pfs.containsKey(address)) {
            throw wrong(at, "use it", address + " is there twice", "keep one");
        }
        places.put(address, node);
        String serial = optional(parts, "serial").orElse("");
        unique(node, address, "serial", serial);
        String slot = optional(parts, "slot").orElse("");
        unique(node, address, "slot", slot);
        @Nullable Node queues = parts.get("queues");
        @Nullable Node vfs = parts.get("vfs");
        pfs.put(
                address,
                new WantedPf(
                        address,
                        new CardIdentity(slot, serial),
                        vfs == null ? OptionalInt.empty() : OptionalInt.of(number(vfs, 0, MOST_VFS)),
                        queues == null ? OptionalInt.empty() : OptionalInt.of(number(queues, 1, Queues.MOST)),
                        optional(parts, "image")));
    }

    /** Functions of one card share slot and serial number; two cards do not. */
    private void unique(Node node, PciAddress address, String what, String value) throws SvffException {
        if (!value.isEmpty()) {
            @Nullable Integer first = cards.putIfAbsent(address.function() + " " + what + " " + value, line(node));
            if (first != null) {
                throw wrong(node, "use it", "the PF on line " + first + " has the same " + what, "one card is one PF");
            }
        }
    }

    private void binding(Node node) throws SvffException {
        Map<String, Node> parts = map(node, Set.of("vm", "device", "vf"));
        BindingId id = new BindingId(text(required(parts, "vm", node)), text(required(parts, "device", node)));
        Node at = required(parts, "vf", node);
        VfName vf = parsed(at, VfName::parse);
        @Nullable WantedPf pf = pfs.get(vf.pf());
        if (pf == null) {
            throw wrong(at, "use it", vf.pf() + " is none of the PFs above", "add it below 'pfs:'");
        }
        if (pf.vfs().isPresent() && vf.index() >= pf.vfs().getAsInt()) {
            throw wrong(
                    at,
                    "use it",
                    vf + " is not among the " + pf.vfs().getAsInt() + " VFs that the PF shall have (from 0)",
                    "raise its 'vfs', or take another VF");
        }
        @Nullable Integer first = taken.putIfAbsent(vf, line(at));
        if (first != null) {
            throw wrong(at, "use it", "the binding on line " + first + " has " + vf, "a VF is for one binding");
        }
        if (bindings.put(id, vf) != null) {
            throw wrong(node, "use it", id + " is there twice", "keep one");
        }
    }

    private static Map<String, Node> map(Node node, Set<String> known) throws SvffException {
        if (!(node instanceof MappingNode map)) {
            throw wrong(node, "read it", "it is not made of 'key: value' lines", "`svff export` shows the form");
        }
        Map<String, Node> parts = new LinkedHashMap<>();
        for (NodeTuple entry : map.getValue()) {
            String key = text(entry.getKeyNode());
            if (!known.contains(key)) {
                throw wrong(
                        entry.getKeyNode(),
                        "use '" + key + "'",
                        "it is not known here",
                        "known are: "
                                + String.join(", ", known.stream().sorted().toList()));
            }
            if (parts.put(key, entry.getValueNode()) != null) {
                throw wrong(entry.getKeyNode(), "use '" + key + "'", "it is there twice", "keep one");
            }
        }
        return parts;
    }

    private static List<Node> list(@Nullable Node node) throws SvffException {
        if (node == null || node.getTag().equals(Tag.NULL)) {
            return List.of();
        }
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        throw wrong(node, "read it", "it is not a list", "begin each entry with '- '");
    }

    private static Node required(Map<String, Node> parts, String key, Node of) throws SvffException {
        @Nullable Node node = parts.get(key);
        if (node == null) {
            throw wrong(of, "use it", "'" + key + "' is missing", "`svff export` shows the form");
        }
        return node;
    }

    private static Optional<String> optional(Map<String, Node> parts, String key) throws SvffException {
        @Nullable Node node = parts.get(key);
        return node == null ? Optional.empty() : Optional.of(text(node));
    }

    private static String text(Node node) throws SvffException {
        if (node instanceof ScalarNode scalar && !scalar.getValue().isEmpty()) {
            return scalar.getValue();
        }
        throw wrong(node, "read it", "a plain value is wanted here", "`svff export` shows the form");
    }

    private static int number(Node node, int least, int most) throws SvffException {
        String text = text(node);
        if (text.matches("\\d{1,9}") && Integer.parseInt(text) >= least && Integer.parseInt(text) <= most) {
            return Integer.parseInt(text);
        }
        String range = most == Integer.MAX_VALUE ? "from " + least : "from " + least + " to " + most;
        throw wrong(node, "use '" + text + "'", "a whole number " + range + " is wanted", "mend the line");
    }

    private static <T> T parsed(Node node, Function<String, T> parse) throws SvffException {
        try {
            return parse.apply(text(node));
        } catch (IllegalArgumentException e) {
            throw wrong(node, "read it", String.valueOf(e.getMessage()), "mend the line");
        }
    }

    private static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }

    private static SvffException wrong(Node at, String tried, String answer, String remedy) {
        return wrong(line(at), tried, answer, remedy);
    }

    private static SvffException wrong(int line, String tried, String answer, String remedy) {
        return new SvffException(new Trouble("line " + line, tried, answer, remedy));
    }
}
