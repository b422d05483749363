package org.svff.plan;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.svff.pci.PciAddress;
import org.svff.pci.VfName;
import org.svff.world.Binding;
import org.svff.world.BindingId;
import org.svff.world.NetworkSettings;
import org.svff.world.PhysicalFunction;
import org.svff.world.VirtualFunction;

/** Bindings that get another VF than that of their index when a PF is reconfigured. */
final class Moves {
    private final Lookup look;
    private final Request.ReconfigurePf request;
    private final PhysicalFunction pf;

    Moves(Lookup look, Request.ReconfigurePf request, PhysicalFunction pf) {
        this.look = look;
        this.request = request;
        this.pf = pf;
    }

    Optional<VfName> of(Binding binding) {
        return Optional.ofNullable(request.moves().get(binding.id()));
    }

    /** The PF, and those of the VFs that bindings move to. */
    List<PciAddress> pfs() {
        return Stream.concat(
                        Stream.of(pf.address()),
                        request.moves().values().stream().map(VfName::pf))
                .distinct()
                .toList();
    }

    /** Refuses what leads nowhere: a binding of another card, a VF that will not be there or is another's. */
    void check(List<Binding> bindings) throws Refused {
        Set<VfName> taken = new HashSet<>();
        bindings.stream()
                .filter(b -> of(b).isEmpty())
                .flatMap(b -> b.vf().stream())
                .forEach(taken::add);
        for (Map.Entry<BindingId, VfName> move : request.moves().entrySet()) {
            if (bindings.stream().noneMatch(b -> b.id().equals(move.getKey()))) {
                throw look.refuse(
                        move.getKey(),
                        "it has no VF of " + pf.address(),
                        "move it by itself: `svff reconfigure " + move.getKey() + " --vf " + move.getValue() + "`");
            }
            checkTarget(move.getValue());
            if (!taken.add(move.getValue())) {
                throw look.refuse(move.getKey(), move.getValue() + " would be another's", "name a VF that is free");
            }
        }
    }

    private void checkTarget(VfName vf) throws Refused {
        if (!vf.pf().equals(pf.address())) {
            look.freeVf(vf);
        } else if (vf.index() >= request.vfs()) {
            throw look.refuse(
                    vf,
                    "with " + PausePlans.count(request.vfs(), "VF") + " it will not be there",
                    "name one below that");
        }
    }

    /** The guest's MAC and the rest go to its new VF: with those of the VFs to be made, or as a step of its own. */
    Optional<Step> takeNetworkAlong(Binding binding, VfName to, Map<Integer, NetworkSettings> network) {
        Optional<NetworkSettings> own =
                binding.vf().flatMap(vf -> look.world().vf(vf)).flatMap(VirtualFunction::network);
        if (own.isEmpty()) {
            return Optional.empty();
        }
        if (to.pf().equals(pf.address())) {
            network.put(to.index(), own.get());
            return Optional.empty();
        }
        return look.world()
                .vf(to)
                .flatMap(VirtualFunction::network)
                .map(before -> new Step.SetNetwork(to, own.get(), before));
    }
}
