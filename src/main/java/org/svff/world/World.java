package org.svff.world;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.svff.pci.PciAddress;
import org.svff.pci.VfName;

/**
 * All PFs, VFs, VMs and bindings at one moment, as the kernel and QEMU answered. Immutable; look-ups are by hash.
 */
public final class World {
    private final long generation;
    private final Instant takenAt;
    private final List<PhysicalFunction> pfs;
    private final List<VirtualMachine> vms;
    private final List<Binding> bindings;
    private final Map<PciAddress, PhysicalFunction> pfByAddress;
    private final Map<VfName, VirtualFunction> vfByName;
    private final Map<PciAddress, VirtualFunction> vfByAddress;
    private final Map<String, VirtualMachine> vmByName;
    private final Map<BindingId, Binding> bindingById;
    private final Map<VfName, Binding> bindingByVf;
    private final Map<String, List<Binding>> bindingsByVm;
    private final Set<Long> vmPids;

    /**
     * @param generation counts up with every snapshot
     * @param takenAt when it was read
     */
    public World(
            long generation,
            Instant takenAt,
            List<PhysicalFunction> pfs,
            List<VirtualMachine> vms,
            List<Binding> bindings) {
        this.generation = generation;
        this.takenAt = takenAt;
        this.pfs = List.copyOf(pfs);
        this.vms = List.copyOf(vms);
        this.bindings = List.copyOf(bindings);
        pfByAddress = index(this.pfs, PhysicalFunction::address);
        List<VirtualFunction> vfs =
                this.pfs.stream().flatMap(pf -> pf.vfs().stream()).toList();
        vfByName = index(vfs, VirtualFunction::name);
        vfByAddress = index(vfs, VirtualFunction::address);
        vmByName = index(this.vms, VirtualMachine::name);
        bindingById = index(this.bindings, Binding::id);
        bindingByVf = this.bindings.stream()
                .filter(b -> b.vf().isPresent())
                .collect(Collectors.toUnmodifiableMap(b -> b.vf().orElseThrow(), Function.identity(), World::worse));
        bindingsByVm = this.bindings.stream().collect(Collectors.groupingBy(b -> b.id().vm()));
        vmPids = this.vms.stream().map(VirtualMachine::pid).collect(Collectors.toUnmodifiableSet());
    }

    public static World empty() {
        return new World(0, Instant.EPOCH, List.of(), List.of(), List.of());
    }

    private static <K, V> Map<K, V> index(List<V> values, Function<V, K> key) {
        return values.stream()
                .collect(Collectors.toUnmodifiableMap(key, Function.identity(), (first, second) -> first));
    }

    /** Of two bindings that name one VF, the one that has it counts. */
    private static Binding worse(Binding a, Binding b) {
        return a.state() == BindingState.ATTACHED ? a : b;
    }

    public long generation() {
        return generation;
    }

    public Instant takenAt() {
        return takenAt;
    }

    public List<PhysicalFunction> pfs() {
        return pfs;
    }

    public List<VirtualMachine> vms() {
        return vms;
    }

    public List<Binding> bindings() {
        return bindings;
    }

    public Optional<PhysicalFunction> pf(PciAddress address) {
        return Optional.ofNullable(pfByAddress.get(address));
    }

    public Optional<VirtualFunction> vf(VfName name) {
        return Optional.ofNullable(vfByName.get(name));
    }

    public Optional<VirtualFunction> vfAt(PciAddress address) {
        return Optional.ofNullable(vfByAddress.get(address));
    }

    public Optional<VirtualMachine> vm(String name) {
        return Optional.ofNullable(vmByName.get(name));
    }

    public Optional<Binding> binding(BindingId id) {
        return Optional.ofNullable(bindingById.get(id));
    }

    public Optional<Binding> bindingOf(VfName vf) {
        return Optional.ofNullable(bindingByVf.get(vf));
    }

    /** The bindings whose VF belongs to this PF, by VF index. */
    public List<Binding> bindingsOn(PciAddress pf) {
        return pf(pf).stream()
                .flatMap(p -> p.vfs().stream())
                .flatMap(vf -> bindingOf(vf.name()).stream())
                .toList();
    }

    public List<Binding> bindingsOf(String vm) {
        return bindingsByVm.getOrDefault(vm, List.of());
    }

    /** Holders of the VF that are none of our VMs. */
    public List<Holder> foreignHolders(VirtualFunction vf) {
        return vf.holders().stream().filter(h -> !vmPids.contains(h.pid())).toList();
    }

    /** Who has the VF, worst news first: a foreign holder counts even beside a binding of ours. */
    public VfState stateOf(VirtualFunction vf) {
        if (!foreignHolders(vf).isEmpty()) {
            return VfState.FOREIGN;
        }
        Binding binding = bindingByVf.get(vf.name());
        if (binding != null) {
            return switch (binding.state()) {
                case ATTACHED -> VfState.ATTACHED;
                case PAUSED -> VfState.PAUSED;
                case FAILED -> VfState.FAILED;
            };
        }
        if (!vf.holders().isEmpty()) {
            return VfState.FOREIGN; // a VM of ours holds it in a way that QMP does not show: not ours to give away
        }
        return vf.hostUse().isPresent() ? VfState.HOST : VfState.FREE;
    }

    /** VFs of the PF that nobody has, by index. */
    public List<VirtualFunction> freeVfs(PhysicalFunction pf) {
        return pf.vfs().stream().filter(vf -> stateOf(vf) == VfState.FREE).toList();
    }
}
