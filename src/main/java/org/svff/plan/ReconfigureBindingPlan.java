package org.svff.plan;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.svff.pci.PciAddress;
import org.svff.pci.VfName;
import org.svff.world.Binding;
import org.svff.world.BindingState;
import org.svff.world.GuestDevice;
import org.svff.world.NetworkSettings;
import org.svff.world.NvmeSettings;
import org.svff.world.PauseSupport;
import org.svff.world.PfState;
import org.svff.world.VirtualFunction;
import org.svff.world.VirtualMachine;

/** Plans putting another VF behind a guest device: fail-over to another card, re-balancing. */
final class ReconfigureBindingPlan {
    private ReconfigureBindingPlan() {}

    static Plan plan(Lookup look, Request.ReconfigureBinding request) throws Refused {
        Binding binding = look.binding(request.binding());
        Stages stages = new Stages();
        List<PciAddress> pfs = Stream.concat(binding.vf().stream(), Stream.of(request.vf()))
                .map(VfName::pf)
                .distinct()
                .toList();
        boolean same = binding.vf().filter(request.vf()::equals).isPresent();
        if (same && binding.state() == BindingState.ATTACHED) {
            return stages.note(binding.id() + " has " + request.vf() + " already")
                    .plan(look.world(), request, pfs);
        }
        VirtualMachine vm = look.reachableVm(binding.id().vm());
        VirtualFunction target = same ? look.vf(request.vf()) : look.freeVf(request.vf());
        Optional<NvmeSettings> own = binding.vf()
                .flatMap(vf -> look.world().vf(vf))
                .flatMap(VirtualFunction::nvme)
                .filter(NvmeSettings::online);
        stages.then("bring " + target.name() + " online", NvmePlans.ready(look, target, own));
        stages.then("prepare " + target.name(), AttachPlans.bindToVfio(target));
        move(look, request, binding, vm, target, stages);
        return stages.plan(look.world(), request, pfs);
    }

    /** What the host set on the guest's VF, its MAC among it, goes with the guest; the two VFs swap. */
    private static void swapNetwork(Lookup look, Binding binding, VirtualFunction target, Stages stages) {
        Optional<VirtualFunction> old = binding.vf()
                .filter(vf -> !vf.equals(target.name()))
                .flatMap(vf -> look.world().vf(vf));
        Optional<NetworkSettings> own = binding.network().or(() -> old.flatMap(VirtualFunction::network));
        Optional<NetworkSettings> others = target.network();
        if (own.isEmpty() || others.isEmpty() || own.equals(others)) {
            return;
        }
        old.filter(vf -> isUsable(look, vf) && vf.network().isPresent())
                .ifPresent(vf -> stages.then(new Step.SetNetwork(
                        vf.name(), others.get(), vf.network().get())));
        stages.then(new Step.SetNetwork(target.name(), own.get(), others.get()));
    }

    private static boolean isUsable(Lookup look, VirtualFunction vf) {
        return look.world()
                .pf(vf.name().pf())
                .filter(pf -> pf.state() == PfState.READY)
                .isPresent();
    }

    private static void move(
            Lookup look,
            Request.ReconfigureBinding request,
            Binding binding,
            VirtualMachine vm,
            VirtualFunction target,
            Stages stages)
            throws Refused {
        Optional<GuestDevice> device = vm.device(binding.id().device());
        if (device.isEmpty()) { // the guest lost it on the way; it is owed one
            stages.then(new Step.AttachDevice(binding.id(), target.name(), Optional.empty()));
        } else if (vm.pauseSupport() == PauseSupport.VFIO_PAUSE) {
            if (binding.state() == BindingState.ATTACHED) {
                stages.then(new Step.PauseDevice(binding.id(), PausePlans.knownVf(look, binding)));
            }
            swapNetwork(look, binding, target, stages);
            stages.then(new Step.ResumeDevice(binding.id(), target.name()));
        } else if (request.allowReplug()) {
            stages.then(AttachPlans.detachStep(binding, vm));
            swapNetwork(look, binding, target, stages);
            stages.then(new Step.AttachDevice(
                            binding.id(), target.name(), device.get().bus()))
                    .note("the guest of " + vm.name() + " sees its device go and another come");
        } else {
            throw refuse(look, binding, vm);
        }
    }

    private static Refused refuse(Lookup look, Binding binding, VirtualMachine vm) {
        if (vm.pauseSupport() == PauseSupport.VFIO_PAUSE_IN_PLACE) {
            return look.refuse(
                    binding.id(),
                    "libvirt's XML of " + vm.name() + " would go on naming the VF before: libvirt cannot be told of"
                            + " another behind a device that the guest keeps",
                    "allow its guest to see the change (--allow-replug)");
        }
        return look.refuse(
                binding.id(),
                "the QEMU " + vm.qemuVersion() + " of " + vm.name()
                        + " cannot put another VF behind a device that its guest keeps",
                "run the VM on a QEMU with svff's pause, or allow its guest to see the change (--allow-replug)");
    }
}
