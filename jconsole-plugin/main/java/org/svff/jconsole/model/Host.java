package org.svff.jconsole.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** All cards, VMs and bindings at one moment, as the agent told them. */
public record Host(long generation, Instant takenAt, List<Card> cards, List<Vm> vms, List<Binding> bindings) {
    public static final Host NONE = new Host(0, Instant.EPOCH, List.of(), List.of(), List.of());

    public Host {
        cards = List.copyOf(cards);
        vms = List.copyOf(vms);
        bindings = List.copyOf(bindings);
    }

    public Optional<Card> card(String address) {
        return cards.stream().filter(c -> c.address().equals(address)).findFirst();
    }

    public Optional<Vf> vf(String pf, int index) {
        return card(pf).flatMap(
                        c -> c.vfs().stream().filter(vf -> vf.index() == index).findFirst());
    }

    public Optional<Vm> vm(String name) {
        return vms.stream().filter(vm -> vm.name().equals(name)).findFirst();
    }

    public Optional<Binding> binding(String name) {
        return bindings.stream().filter(b -> b.name().equals(name)).findFirst();
    }

    public List<Binding> bindingsOf(String vm) {
        return bindings.stream().filter(b -> b.vm().equals(vm)).toList();
    }

    /** All bindings by VM: for whoever goes through all VMs. */
    public Map<String, List<Binding>> bindingsByVm() {
        return bindings.stream().collect(Collectors.groupingBy(Binding::vm));
    }

    /** All bindings by name. */
    public Map<String, Binding> bindingsByName() {
        return bindings.stream().collect(Collectors.toMap(Binding::name, Function.identity(), (a, b) -> a));
    }

    /** The bindings whose VFs are on a card. */
    public List<Binding> bindingsOn(String pf) {
        return bindings.stream().filter(b -> b.vf().startsWith(pf + "/")).toList();
    }

    public int count(VfState state) {
        return cards.stream().mapToInt(c -> c.count(state)).sum();
    }

    public int vfCount() {
        return cards.stream().mapToInt(c -> c.vfs().size()).sum();
    }
}
