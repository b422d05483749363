package org.svff.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.svff.pci.PciAddress;
import org.svff.pci.VfName;
import org.svff.world.Binding;
import org.svff.world.BindingId;
import org.svff.world.LoadedImage;
import org.svff.world.PfState;
import org.svff.world.PhysicalFunction;
import org.svff.world.VirtualMachine;
import org.svff.world.World;

/**
 * The world held against what is wanted of it. Pure.
 *
 * @param drift what is not as wanted
 * @param waiting bindings of VMs that do not run or answer: nothing is amiss, they get their VFs when they are there
 */
public record Comparison(List<Drift> drift, List<BindingId> waiting) {
    public Comparison {
        drift = List.copyOf(drift);
        waiting = List.copyOf(waiting);
    }

    public static Comparison of(Wanted wanted, World world) {
        List<Drift> drift = new ArrayList<>();
        List<BindingId> waiting = new ArrayList<>();
        for (WantedPf pf : wanted.sortedPfs()) {
            Cards.find(pf, world)
                    .ifPresentOrElse(there -> compare(pf, there, drift), () -> drift.add(missing(pf, world)));
        }
        for (Map.Entry<BindingId, VfName> entry :
                Cards.located(wanted, world).sortedBindings().entrySet()) {
            BindingId id = entry.getKey();
            Optional<VirtualMachine> vm = world.vm(id.vm());
            if (vm.filter(VirtualMachine::reachable).isEmpty()) {
                waiting.add(id);
            } else {
                compare(id, entry.getValue(), world).ifPresent(drift::add);
            }
        }
        return new Comparison(drift, waiting);
    }

    /** Why the card is not there. */
    static Drift missing(WantedPf pf, World world) {
        String place = pf.identity().slot().isEmpty()
                ? ""
                : " in slot " + pf.identity().slot();
        String serial = pf.identity().serial().isEmpty()
                ? ""
                : " (serial " + pf.identity().serial() + ")";
        String instead = Cards.inItsPlace(pf, world)
                .map(other -> ": in its place is " + other.address() + ", serial "
                        + other.identity().serial())
                .orElse("");
        return about(pf.address(), "the card" + place + serial + " is not there" + instead);
    }

    private static void compare(WantedPf wanted, PhysicalFunction pf, List<Drift> drift) {
        if (pf.state() == PfState.STUCK || pf.state() == PfState.UNREADABLE) {
            return; // nobody knows, and its state tells enough
        }
        wanted.image()
                .filter(name -> !pf.image().map(LoadedImage::name).equals(Optional.of(name)))
                .ifPresent(name -> drift.add(about(
                        pf.address(),
                        "the image " + name + " is wanted, and "
                                + pf.image().map(i -> "it runs " + i.name()).orElse("it is not known to run it"))));
        wanted.queues().ifPresent(queues -> {
            if (pf.queues().isEmpty() || pf.queues().get().max() != queues) {
                drift.add(about(
                        pf.address(),
                        queues + " queues are wanted, and it has "
                                + pf.queues()
                                        .map(q -> Integer.toString(q.max()))
                                        .orElse("no queue pool")));
            }
        });
        wanted.vfs().ifPresent(vfs -> {
            if (pf.numVfs() != vfs) {
                drift.add(about(
                        pf.address(), vfs + (vfs == 1 ? " VF is" : " VFs are") + " wanted, and it has " + pf.numVfs()));
            }
        });
    }

    private static Optional<Drift> compare(BindingId id, VfName vf, World world) {
        Optional<Binding> binding = world.binding(id);
        if (binding.isEmpty()) {
            return Optional.of(about(id, vf + " is wanted behind it, and the VM has no such device"));
        }
        return binding.get().vf().equals(Optional.of(vf))
                ? Optional.empty()
                : Optional.of(about(
                        id,
                        vf + " is wanted behind it, and there is "
                                + binding.get().vf().map(VfName::toString).orElse("no VF")));
    }

    private static Drift about(PciAddress pf, String text) {
        return new Drift(pf.toString(), Optional.of(pf), text);
    }

    private static Drift about(BindingId binding, String text) {
        return new Drift(binding.toString(), Optional.empty(), text);
    }
}
