package org.svff.dsl;

import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.svff.jmx.view.BindingView;
import org.svff.jmx.view.PfView;
import org.svff.jmx.view.VfView;
import org.svff.jmx.view.VmView;
import org.svff.jmx.view.WorldView;
import org.svff.pci.PciAddress;
import org.svff.pci.VfName;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * A host described in a small YAML file, to try policies on, and what a policy is expected to do there:
 *
 * <pre>
 * cards:
 *   "0000:03:00.0": {vfs: 2, total: 8, numa: 0}
 * time: "22:00"
 * vms:
 *   web-1: ["0000:03:00.0/0"]
 *   db-1: []
 * events: [vmAppeared db-1]
 * changes:
 *   - attach a VF of 0000:03:00.0 to db-1
 * unmet: []
 * </pre>
 */
final class HostFile {
    private static final List<String> KEYS =
            List.of("cards", "vms", "paused", "failed", "time", "events", "changes", "unmet");

    private final Map<?, ?> content;

    private HostFile(Map<?, ?> content) {
        this.content = content;
    }

    /** @throws IllegalArgumentException when the text is no such file, in words */
    static HostFile read(String text) {
        try {
            Object content = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
            if (content instanceof Map<?, ?> map) {
                for (Object key : map.keySet()) {
                    if (!KEYS.contains(String.valueOf(key))) {
                        throw new IllegalArgumentException("'" + key + "' is none of " + String.join(", ", KEYS));
                    }
                }
                return new HostFile(map);
            }
        } catch (YAMLException e) {
            throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
        }
        throw new IllegalArgumentException("it is not made of cards, vms, changes and unmet");
    }

    /** Texts of the changes that are expected. */
    List<String> changes() {
        return texts("changes");
    }

    /** Time of the day; midnight when none is given. */
    LocalTime time() {
        Object time = content.get("time");
        try {
            return time == null ? LocalTime.MIDNIGHT : LocalTime.parse(time.toString());
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("'" + time + "' is no time; one looks like \"22:00\"", e);
        }
    }

    /** What happens, in turn, after the plan was made: {@code vmAppeared web-1}. */
    List<String> events() {
        return texts("events");
    }

    /** What is expected to be impossible: each a part of the message. */
    List<String> unmet() {
        return texts("unmet");
    }

    private List<String> texts(String key) {
        return content.get(key) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    private Map<String, Object> map(String key) {
        Map<String, Object> map = new TreeMap<>();
        if (content.get(key) instanceof Map<?, ?> given) {
            given.forEach((name, value) -> map.put(String.valueOf(name), value));
        }
        return map;
    }

    WorldView world() {
        Map<String, BindingView> bindings = bindings();
        List<PfView> pfs = new ArrayList<>();
        List<VfView> vfs = new ArrayList<>();
        map("cards").forEach((address, value) -> {
            String pf = PciAddress.parse(address).toString();
            Map<?, ?> facts = value instanceof Map<?, ?> given ? given : Map.of();
            int count = number(facts, "vfs", 0);
            int used = 0;
            for (int i = 0; i < count; i++) {
                BindingView binding = bindings.get(pf + "/" + i);
                used += binding == null ? 0 : 1;
                vfs.add(vf(pf, i, binding == null ? "" : binding.vm(), binding == null ? "FREE" : binding.state()));
            }
            pfs.add(pf(pf, facts, count, count - used));
        });
        List<VmView> vms = map("vms").keySet().stream().map(HostFile::vm).toList();
        return new WorldView(1, "", pfs, vfs, vms, List.copyOf(bindings.values()));
    }

    private Map<String, BindingView> bindings() {
        Map<String, BindingView> bindings = new HashMap<>();
        map("vms").forEach((vm, value) -> {
            List<?> has = value instanceof List<?> list ? list : List.of();
            for (int i = 0; i < has.size(); i++) {
                String vf = VfName.parse(String.valueOf(has.get(i))).toString();
                String device = "svff-" + i;
                bindings.put(
                        vf,
                        new BindingView(
                                vm + "/" + device, vm, device, vf, "", state(vm + "/" + device), "", "", 0, 0, 0, 0));
            }
        });
        return bindings;
    }

    private String state(String binding) {
        return texts("failed").contains(binding) ? "FAILED" : texts("paused").contains(binding) ? "PAUSED" : "ATTACHED";
    }

    private static int number(Map<?, ?> facts, String key, int otherwise) {
        Object value = facts.get(key);
        return value instanceof Integer number ? number : otherwise;
    }

    private static String text(Map<?, ?> facts, String key, String otherwise) {
        Object value = facts.get(key);
        return value == null ? otherwise : value.toString();
    }

    private static PfView pf(String address, Map<?, ?> facts, int vfs, int free) {
        return new PfView(
                address,
                text(facts, "vendor", "10ee"),
                text(facts, "device", "903f"),
                text(facts, "driver", "qdma-pf"),
                number(facts, "numa", -1),
                number(facts, "total", 8),
                vfs,
                free,
                vfs - free,
                0,
                0,
                0,
                0,
                false,
                text(facts, "state", "READY"),
                "",
                number(facts, "queues", -1),
                number(facts, "wantedQueues", number(facts, "queues", -1)),
                text(facts, "image", ""),
                -1,
                -1,
                -1,
                List.of(),
                "",
                "");
    }

    private static VfView vf(String pf, int index, String vm, String state) {
        return new VfView(pf + "/" + index, pf, index, "", "", -1, state, vm, "", List.of(), "", "", 0);
    }

    private static VmView vm(String name) {
        return new VmView(name, 0, "", "running", true, "", true, "VFIO_PAUSE", 0, List.of());
    }
}
