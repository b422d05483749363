package org.svff.state;

import static java.util.stream.Collectors.counting;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.svff.pci.PciAddress;
import org.svff.pci.VfName;
import org.svff.world.BindingId;

/**
 * All that is wanted of a host. Immutable.
 *
 * @param pfs by address
 * @param bindings the VF that each shall have, its PF named by its address in {@code pfs}
 */
public record Wanted(Map<PciAddress, WantedPf> pfs, Map<BindingId, VfName> bindings) {
    /** Nobody asked for anything. */
    public static final Wanted NOTHING = new Wanted(Map.of(), Map.of());

    /**
     * A serial number that several of the PFs have does not tell one card from another, and is left out: FPGA designs often
     * keep the one that their PCIe block comes with, the same on all cards.
     */
    public Wanted {
        pfs = withoutSharedSerials(pfs);
        bindings = Map.copyOf(bindings);
    }

    private static Map<PciAddress, WantedPf> withoutSharedSerials(Map<PciAddress, WantedPf> pfs) {
        Map<String, Long> owners = pfs.values().stream().collect(Collectors.groupingBy(Wanted::serial, counting()));
        return pfs.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey,
                        e -> owners.getOrDefault(serial(e.getValue()), 1L) == 1
                                ? e.getValue()
                                : e.getValue().withoutSerial()));
    }

    /** The functions of a card have one number, and are told apart by that of the function. */
    private static String serial(WantedPf pf) {
        return pf.identity().serial() + " " + pf.address().function();
    }

    /** Without order a record's maps are not fit for files: by address. */
    public Collection<WantedPf> sortedPfs() {
        return new TreeMap<>(pfs).values();
    }

    /** By name. */
    public Map<BindingId, VfName> sortedBindings() {
        return new TreeMap<>(bindings);
    }

    public Optional<WantedPf> pf(PciAddress address) {
        return Optional.ofNullable(pfs.get(address));
    }

    Wanted with(WantedPf pf) {
        Map<PciAddress, WantedPf> next = new TreeMap<>(pfs);
        next.put(pf.address(), pf);
        return new Wanted(next, bindings);
    }

    Wanted with(BindingId binding, VfName vf) {
        Map<BindingId, VfName> next = new TreeMap<>(bindings);
        next.put(binding, vf);
        return new Wanted(pfs, next);
    }

    /** Nothing is wanted of this binding any more. */
    public Wanted without(BindingId binding) {
        Map<BindingId, VfName> next = new TreeMap<>(bindings);
        next.remove(binding);
        return new Wanted(pfs, next);
    }

    /** Nothing is wanted of this PF any more, nor of bindings with its VFs. */
    public Wanted without(PciAddress pf) {
        Map<PciAddress, WantedPf> nextPfs = new TreeMap<>(pfs);
        nextPfs.remove(pf);
        Map<BindingId, VfName> next = new TreeMap<>(bindings);
        next.values().removeIf(vf -> vf.pf().equals(pf));
        return new Wanted(nextPfs, next);
    }

    /** This and what the other adds to it; where both speak of the same PF or binding, the other counts. */
    public Wanted over(Wanted other) {
        Map<PciAddress, WantedPf> nextPfs = new TreeMap<>(pfs);
        nextPfs.putAll(other.pfs);
        Map<BindingId, VfName> next = new TreeMap<>(bindings);
        next.values().removeAll(other.bindings.values()); // a VF is for one binding
        next.putAll(other.bindings);
        return new Wanted(nextPfs, next);
    }
}
