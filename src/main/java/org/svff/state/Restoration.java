package org.svff.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.svff.pci.PciAddress;
import org.svff.pci.VfName;
import org.svff.plan.Request;
import org.svff.plan.VfChoice;
import org.svff.world.Binding;
import org.svff.world.BindingId;
import org.svff.world.LoadedImage;
import org.svff.world.PfState;
import org.svff.world.PhysicalFunction;
import org.svff.world.VirtualMachine;
import org.svff.world.World;

/** What to ask for so that the world is as wanted again. Pure. Nothing that is not spoken of is taken away. */
public final class Restoration {
    private Restoration() {}

    /** How much is restored. */
    public enum Scope {
        NONE,
        /** VF counts and queues. */
        COUNTS,
        /** Also images and bindings. */
        ALL
    }

    /** What cards need, in order; those that cannot be worked with now are left out. */
    public static List<Request> cards(Wanted wanted, World world, Scope scope) {
        List<Request> requests = new ArrayList<>();
        if (scope != Scope.NONE) {
            for (WantedPf pf : wanted.sortedPfs()) {
                Cards.find(pf, world)
                        .filter(there -> there.state() == PfState.READY)
                        .ifPresent(there -> card(pf, there, scope, requests));
            }
        }
        return requests;
    }

    private static void card(WantedPf wanted, PhysicalFunction pf, Scope scope, List<Request> requests) {
        PciAddress at = pf.address();
        boolean programs = scope == Scope.ALL
                && wanted.image()
                        .filter(name -> !pf.image().map(LoadedImage::name).equals(Optional.of(name)))
                        .isPresent();
        if (programs) {
            requests.add(new Request.Program(at, wanted.image().orElseThrow(), wanted.vfs(), false));
        }
        OptionalInt queues = wanted.queues();
        if (queues.isPresent()
                && pf.queues().filter(q -> q.max() != queues.getAsInt()).isPresent()) {
            requests.add(new Request.ReconfigureQueues(at, queues.getAsInt(), false));
        }
        if (!programs && wanted.vfs().isPresent() && wanted.vfs().getAsInt() != pf.numVfs()) {
            requests.add(new Request.ReconfigurePf(at, wanted.vfs().getAsInt(), false, Set.of()));
        }
    }

    /** The PF that a request of {@link #cards} is for. */
    public static PciAddress pfOf(Request request) {
        if (request instanceof Request.Program r) {
            return r.pf();
        }
        return request instanceof Request.ReconfigureQueues r ? r.pf() : ((Request.ReconfigurePf) request).pf();
    }

    /** Wanted PFs that are not there, or with which nothing can be done now. */
    public static List<Drift> missing(Wanted wanted, World world) {
        return Comparison.of(wanted, world).drift().stream()
                .filter(drift -> drift.pf().isPresent())
                .filter(drift -> world.pf(drift.pf().get())
                        .filter(pf -> pf.state() == PfState.READY)
                        .isEmpty())
                .toList();
    }

    /** What bindings need whose VMs are there, when the cards are as wanted. */
    public static List<Request> bindings(Wanted wanted, World world, Scope scope) {
        List<Request> requests = new ArrayList<>();
        if (scope == Scope.ALL) {
            for (Map.Entry<BindingId, VfName> entry :
                    Cards.located(wanted, world).sortedBindings().entrySet()) {
                binding(entry.getKey(), entry.getValue(), world).ifPresent(requests::add);
            }
        }
        return requests;
    }

    private static Optional<Request> binding(BindingId id, VfName vf, World world) {
        if (world.vm(id.vm()).filter(VirtualMachine::reachable).isEmpty()) {
            return Optional.empty();
        }
        Optional<Binding> now = world.binding(id);
        if (now.isEmpty()) {
            return Optional.of(new Request.Attach(id.vm(), new VfChoice.Named(vf), Optional.of(id.device())));
        }
        return now.get().vf().equals(Optional.of(vf))
                ? Optional.empty()
                : Optional.of(new Request.ReconfigureBinding(id, vf, false));
    }
}
