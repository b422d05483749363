package org.svff.plan;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.svff.pci.PciAddress;
import org.svff.world.Binding;
import org.svff.world.BindingId;
import org.svff.world.GuestDevice;
import org.svff.world.PhysicalFunction;
import org.svff.world.VirtualFunction;
import org.svff.world.VirtualMachine;

/** Plans for what the guest sees as hot-plug and hot-unplug. */
final class AttachPlans {
    /** What QEMU takes as an id (util/id.c: a letter, then letters, digits, '-', '.', '_'). */
    private static final Pattern QEMU_ID = Pattern.compile("[A-Za-z][A-Za-z0-9._-]*");

    private AttachPlans() {}

    static Plan attach(Lookup look, Request.Attach request) throws Refused {
        VirtualMachine vm = look.reachableVm(request.vm());
        VirtualFunction vf = choose(look, request.vf());
        BindingId binding = new BindingId(vm.name(), deviceId(look, vm, request.device()));
        if (vf.iommuGroup().isEmpty()) {
            throw look.refuse(
                    vf.name(),
                    "it has no IOMMU group, so VFIO cannot give it to a VM",
                    "turn the IOMMU on in the firmware and on the kernel's command line; see `svff doctor`");
        }
        if (vm.freeBuses().isEmpty()) {
            throw look.refuse(
                    vm.name(),
                    "the VM has no free hot-pluggable PCIe port",
                    "detach a device, or start the VM with more -device pcie-root-port");
        }
        return new Stages()
                .then("bring " + vf.name() + " online", NvmePlans.ready(look, vf, Optional.empty()))
                .then("prepare " + vf.name(), bindToVfio(vf))
                .then(new Step.AttachDevice(binding, vf.name(), Optional.empty()))
                .note("the guest of " + vm.name() + " sees a new device")
                .plan(look.world(), request, List.of(vf.name().pf()));
    }

    /** The step that gives the VF the VFIO driver; none when it has it. */
    static List<Step> bindToVfio(VirtualFunction vf) {
        return vf.driver().filter(Step.VFIO_PCI::equals).isPresent()
                ? List.of()
                : List.of(new Step.BindDriver(vf.name(), Optional.of(Step.VFIO_PCI), vf.driver()));
    }

    private static VirtualFunction choose(Lookup look, VfChoice choice) throws Refused {
        if (choice instanceof VfChoice.Named named) {
            return look.freeVf(named.vf());
        }
        PciAddress address = ((VfChoice.AnyOf) choice).pf();
        PhysicalFunction pf = look.usablePf(address);
        return look.world().freeVfs(pf).stream()
                .findFirst()
                .orElseThrow(() -> look.refuse(
                        address,
                        "none of its " + pf.numVfs() + " VFs is free",
                        pf.numVfs() < pf.totalVfs()
                                ? "make more with `svff reconfigure " + address + " --vfs N` (at most " + pf.totalVfs()
                                        + ")"
                                : "detach one, or take another card"));
    }

    private static String deviceId(Lookup look, VirtualMachine vm, Optional<String> wanted) throws Refused {
        if (wanted.isEmpty()) {
            return IntStream.iterate(0, n -> n + 1)
                    .mapToObj(n -> "svff-" + n)
                    .filter(id -> isNew(look, vm, id))
                    .findFirst()
                    .orElseThrow();
        }
        String id = wanted.get();
        if (!QEMU_ID.matcher(id).matches()) {
            throw look.refuse(
                    vm.name(),
                    "'" + id + "' is no id that QEMU takes",
                    "begin with a letter; then letters, digits, '-', '.' and '_' may follow");
        }
        if (!isNew(look, vm, id)) {
            throw look.refuse(vm.name(), "it has a device '" + id + "' already", "choose another id, or leave it out");
        }
        return id;
    }

    private static boolean isNew(Lookup look, VirtualMachine vm, String id) {
        return vm.device(id).isEmpty()
                && look.world().binding(new BindingId(vm.name(), id)).isEmpty();
    }

    static Plan detach(Lookup look, Request.Detach request) throws Refused {
        Binding binding = look.binding(request.binding());
        VirtualMachine vm = look.reachableVm(binding.id().vm());
        return new Stages()
                .then(detachStep(binding, vm))
                .note("the guest of " + vm.name() + " sees its device go")
                .plan(
                        look.world(),
                        request,
                        binding.vf().map(v -> List.of(v.pf())).orElse(List.of()));
    }

    /** Remembers the guest bus, so that a device that comes back is found where it was. */
    static Step detachStep(Binding binding, VirtualMachine vm) {
        return new Step.DetachDevice(
                binding.id(), binding.vf(), vm.device(binding.id().device()).flatMap(GuestDevice::bus));
    }
}
