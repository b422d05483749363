package org.svff.dsl;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.svff.jmx.view.WorldView;

/** A host on which plans are carried out by hand. */
final class ModelHost {
    /** A VF that a VM has. */
    record Use(String binding, String card, int vf) {
        String vm() {
            return binding.substring(0, binding.indexOf('/'));
        }
    }

    private static final int TOTAL = 6;

    private final Map<String, Integer> counts = new TreeMap<>();
    private final Map<String, String> images = new TreeMap<>();
    private final Map<String, Integer> queues = new TreeMap<>();
    private final List<String> vms;
    private List<Use> uses = new ArrayList<>();
    private int devices;

    ModelHost(Map<String, Integer> counts, List<String> vms) {
        this.counts.putAll(counts);
        this.vms = vms;
    }

    List<Use> uses() {
        return List.copyOf(uses);
    }

    /** The VM gets the lowest free VF of the card, if there is one. */
    boolean attach(String vm, String card) {
        int free = IntStream.range(0, counts.get(card))
                .filter(i -> uses.stream().noneMatch(u -> u.card.equals(card) && u.vf == i))
                .findFirst()
                .orElse(-1);
        return free >= 0 && attach(vm, card, free);
    }

    /** The VM gets this VF, if it is free. */
    boolean attach(String vm, String card, int vf) {
        if (vf >= counts.get(card) || uses.stream().anyMatch(u -> u.card.equals(card) && u.vf == vf)) {
            return false;
        }
        uses.add(new Use(vm + "/svff-" + devices++, card, vf));
        return true;
    }

    void apply(List<? extends Change> changes) {
        for (Change change : changes) {
            if (change instanceof Change.Detach detach) {
                uses.removeIf(u -> u.binding.equals(detach.binding()));
            } else if (change instanceof Change.Reconfigure r) {
                uses = uses.stream().map(u -> moved(u, r)).collect(Collectors.toCollection(ArrayList::new));
                counts.put(r.card(), r.after());
            } else if (change instanceof Change.Program program) {
                images.put(program.card(), program.image());
                program.vfs().ifPresent(vfs -> counts.put(program.card(), vfs));
            } else if (change instanceof Change.Queues set) {
                queues.put(set.card(), set.queues());
            } else if (change instanceof Change.Attach attach && !attach(attach.vm(), attach.from())) {
                throw new IllegalStateException(change.text() + ": none is free");
            }
        }
        for (Use use : uses) {
            if (use.vf >= counts.get(use.card)) {
                throw new IllegalStateException(use + " has lost its VF");
            }
        }
    }

    private static Use moved(Use use, Change.Reconfigure r) {
        String to = r.moves().get(use.binding);
        return to == null ? use : new Use(use.binding, use.card, Integer.parseInt(to.substring(to.indexOf('/') + 1)));
    }

    WorldView world() {
        String cards = counts.entrySet().stream()
                .map(e -> "  \"" + e.getKey() + "\": {vfs: " + e.getValue() + ", total: " + TOTAL + ", image: \""
                        + images.getOrDefault(e.getKey(), "") + "\", queues: " + queues.getOrDefault(e.getKey(), 0)
                        + "}\n")
                .collect(Collectors.joining());
        String users = vms.stream()
                .map(vm -> "  " + vm + ": ["
                        + uses.stream()
                                .filter(u -> u.vm().equals(vm))
                                .sorted(Comparator.comparing(Use::binding))
                                .map(u -> "\"" + u.card + "/" + u.vf + "\"")
                                .collect(Collectors.joining(", "))
                        + "]\n")
                .collect(Collectors.joining());
        renumber();
        return HostFile.read("cards:\n" + cards + "vms:\n" + users).world();
    }

    /** A described host names a VM's devices in their order: so does this one. */
    private void renumber() {
        List<Use> named = new ArrayList<>();
        for (String vm : vms) {
            List<Use> own = uses.stream()
                    .filter(u -> u.vm().equals(vm))
                    .sorted(Comparator.comparing(Use::binding))
                    .toList();
            for (int i = 0; i < own.size(); i++) {
                named.add(new Use(vm + "/svff-" + i, own.get(i).card, own.get(i).vf));
            }
        }
        uses = named;
    }
}
