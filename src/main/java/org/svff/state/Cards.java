package org.svff.state;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.svff.pci.PciAddress;
import org.svff.pci.VfName;
import org.svff.world.BindingId;
import org.svff.world.CardIdentity;
import org.svff.world.PhysicalFunction;
import org.svff.world.World;

/**
 * Finds wanted PFs among those that are there. The serial number counts first: it is the card, wherever it is. Where one of
 * the two has none, the slot counts, and where that is not known either, the address.
 */
public final class Cards {
    private Cards() {}

    /** The PF that is meant; empty when it is not there. */
    public static Optional<PhysicalFunction> find(WantedPf wanted, World world) {
        CardIdentity known = wanted.identity();
        List<PhysicalFunction> alike = world.pfs().stream()
                .filter(pf -> pf.address().function() == wanted.address().function())
                .toList();
        List<PhysicalFunction> bySerial =
                alike.stream().filter(pf -> isSameSerial(known, pf.identity())).toList();
        if (bySerial.size() == 1) { // that of several cards says nothing
            return Optional.of(bySerial.get(0));
        }
        return alike.stream()
                .filter(pf -> !isOther(known, pf.identity()))
                .filter(pf -> isSamePlace(wanted, pf))
                .findFirst();
    }

    /** The card that is where the wanted one was, when it is another one. */
    static Optional<PhysicalFunction> inItsPlace(WantedPf wanted, World world) {
        return world.pfs().stream()
                .filter(pf -> pf.address().function() == wanted.address().function())
                .filter(pf -> isOther(wanted.identity(), pf.identity()) && isSamePlace(wanted, pf))
                .findFirst();
    }

    /** What is wanted, with its PFs at the addresses where they are; those that are not there stay as they are. */
    public static Wanted located(Wanted wanted, World world) {
        Map<PciAddress, WantedPf> pfs = new TreeMap<>();
        Map<PciAddress, PciAddress> moved = new TreeMap<>();
        for (WantedPf pf : wanted.sortedPfs()) { // those that are not there first: who is there has the address
            if (find(pf, world).isEmpty()) {
                pfs.put(pf.address(), pf);
            }
        }
        for (WantedPf pf : wanted.sortedPfs()) {
            find(pf, world).ifPresent(there -> {
                pfs.put(there.address(), pf.at(there.address(), better(there.identity(), pf.identity())));
                moved.put(pf.address(), there.address());
            });
        }
        Map<BindingId, VfName> bindings = new TreeMap<>();
        wanted.bindings()
                .forEach((id, vf) -> bindings.put(id, new VfName(moved.getOrDefault(vf.pf(), vf.pf()), vf.index())));
        return new Wanted(pfs, bindings);
    }

    private static CardIdentity better(CardIdentity now, CardIdentity before) {
        return new CardIdentity(
                now.slot().isEmpty() ? before.slot() : now.slot(),
                now.serial().isEmpty() ? before.serial() : now.serial());
    }

    private static boolean isSamePlace(WantedPf wanted, PhysicalFunction pf) {
        String slot = wanted.identity().slot();
        boolean addressesCount = slot.isEmpty() || pf.identity().slot().isEmpty();
        return addressesCount
                ? pf.address().equals(wanted.address())
                : slot.equals(pf.identity().slot());
    }

    private static boolean isSameSerial(CardIdentity a, CardIdentity b) {
        return !a.serial().isEmpty() && a.serial().equals(b.serial());
    }

    /** Both have a serial number of the same kind, and not the same one: a MAC says nothing about a Device Serial Number. */
    private static boolean isOther(CardIdentity a, CardIdentity b) {
        return !a.serial().isEmpty()
                && !b.serial().isEmpty()
                && a.serial().contains(":") == b.serial().contains(":")
                && !a.serial().equals(b.serial());
    }
}
