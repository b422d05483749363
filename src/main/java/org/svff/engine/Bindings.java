package org.svff.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.svff.pci.PciAddress;
import org.svff.pci.VfName;
import org.svff.world.Binding;
import org.svff.world.BindingId;
import org.svff.world.BindingState;
import org.svff.world.GuestDevice;
import org.svff.world.PauseSupport;
import org.svff.world.PhysicalFunction;
import org.svff.world.VirtualFunction;
import org.svff.world.VirtualMachine;

/** Works out the bindings from what the kernel shows, what QEMU tells, and what is owed. Pure. */
final class Bindings {
    private Bindings() {}

    static List<Binding> derive(
            List<PhysicalFunction> pfs, List<VirtualMachine> vms, Map<BindingId, Obligation> obligations) {
        Map<PciAddress, VirtualFunction> vfAt = pfs.stream()
                .flatMap(pf -> pf.vfs().stream())
                .collect(Collectors.toMap(VirtualFunction::address, vf -> vf, (a, b) -> a));
        Map<BindingId, Binding> found = new TreeMap<>();
        for (VirtualMachine vm : vms) {
            for (GuestDevice device : vm.devices()) {
                BindingId id = new BindingId(vm.name(), device.id());
                Optional<Obligation> owed = Optional.ofNullable(obligations.get(id));
                Optional<VirtualFunction> vf = Optional.ofNullable(vfAt.get(device.host()));
                of(id, device, isPaused(vm, device, owed, vf), owed, vf).ifPresent(b -> found.put(id, b));
            }
        }
        obligations.values().stream()
                .filter(o -> (o.kind() == Obligation.Kind.ATTACH_FAILED && runs(vms, o)) || isSilent(vms, o))
                .forEach(o -> found.computeIfAbsent(o.binding(), id -> owed(o)));
        return new ArrayList<>(found.values());
    }

    /**
     * Whether QEMU has let go of the VF. One with {@code device_pause} cannot be asked: of a device that was to be paused,
     * it has if it holds the VF no more.
     */
    private static boolean isPaused(
            VirtualMachine vm, GuestDevice device, Optional<Obligation> owed, Optional<VirtualFunction> vf) {
        return device.paused()
                || (vm.pauseSupport() == PauseSupport.DEVICE_PAUSE
                        && owed.isPresent()
                        && vf.filter(v -> isHeld(v, vm)).isEmpty());
    }

    private static boolean isHeld(VirtualFunction vf, VirtualMachine by) {
        return vf.holders().stream().anyMatch(h -> h.pid() == by.pid());
    }

    /** The binding of a guest device; empty when what is behind it was never a VF. */
    private static Optional<Binding> of(
            BindingId id,
            GuestDevice device,
            boolean paused,
            Optional<Obligation> owed,
            Optional<VirtualFunction> present) {
        Optional<VfName> at = present.map(VirtualFunction::name);
        if (paused) {
            // The host address that a paused device tells may be another VF's by now: the record counts.
            Optional<VfName> vf = owed.map(Obligation::vf).or(() -> at);
            boolean failed =
                    owed.filter(o -> o.kind() != Obligation.Kind.PAUSED).isPresent();
            return Optional.of(new Binding(
                    id,
                    vf,
                    device.host(),
                    failed ? BindingState.FAILED : BindingState.PAUSED,
                    owed.map(Obligation::why).orElse(""),
                    owed.flatMap(Obligation::network)));
        }
        return at.map(vf -> new Binding(id, Optional.of(vf), device.host(), BindingState.ATTACHED, ""));
    }

    /** A VM that was started anew has what its command line says and is owed nothing. */
    private static boolean runs(List<VirtualMachine> vms, Obligation o) {
        return vms.stream().anyMatch(vm -> vm.name().equals(o.binding().vm()) && vm.pid() == o.pid());
    }

    /** What a VM has that does not answer, and has not yet since the agent started, only the record tells. */
    private static boolean isSilent(List<VirtualMachine> vms, Obligation o) {
        return vms.stream()
                .anyMatch(vm -> vm.name().equals(o.binding().vm())
                        && !vm.reachable()
                        && (vm.pid() == 0 || vm.pid() == o.pid()));
    }

    private static Binding owed(Obligation o) {
        BindingState state = o.kind() == Obligation.Kind.PAUSED ? BindingState.PAUSED : BindingState.FAILED;
        return new Binding(o.binding(), Optional.of(o.vf()), o.address(), state, o.why(), o.network());
    }
}
