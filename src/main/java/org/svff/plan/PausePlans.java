package org.svff.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.svff.pci.PciAddress;
import org.svff.pci.VfName;
import org.svff.world.Binding;
import org.svff.world.BindingId;
import org.svff.world.BindingState;
import org.svff.world.PauseSupport;
import org.svff.world.VirtualFunction;
import org.svff.world.VirtualMachine;

/** Plans for letting go of VFs and taking them back, unseen by the guest's device model. */
final class PausePlans {
    private PausePlans() {}

    static Plan pause(Lookup look, Request.Pause request) throws Refused {
        Stages stages = new Stages();
        List<Step> steps = new ArrayList<>();
        for (Binding binding : found(look, request.bindings())) {
            if (binding.state() == BindingState.ATTACHED) {
                requirePause(look, look.reachableVm(binding.id().vm()));
                steps.add(new Step.PauseDevice(binding.id(), knownVf(look, binding)));
            } else {
                stages.note(binding.id() + " is " + binding.state() + " already");
            }
        }
        return stages.then("pause " + count(steps.size(), "binding"), steps).plan(look.world(), request, pfsOf(steps));
    }

    static Plan resume(Lookup look, Request.Resume request) throws Refused {
        Stages stages = new Stages();
        List<Step> ready = new ArrayList<>();
        List<Step> networks = new ArrayList<>();
        List<Step> binds = new ArrayList<>();
        List<Step> resumes = new ArrayList<>();
        for (Binding binding : found(look, request.bindings())) {
            if (binding.state() == BindingState.ATTACHED) {
                stages.note(binding.id() + " is ATTACHED already");
                continue;
            }
            VirtualMachine vm = look.reachableVm(binding.id().vm());
            VirtualFunction vf = vfToReturn(look, binding);
            ready.addAll(NvmePlans.ready(look, vf, Optional.empty()));
            networkBack(binding, vf).ifPresent(networks::add);
            binds.addAll(AttachPlans.bindToVfio(vf));
            resumes.add(giveBack(binding, vm, vf.name()));
        }
        return stages.then("bring controllers online", ready)
                .then("set again what went with VFs", networks)
                .then("prepare " + count(binds.size(), "VF"), binds)
                .commit() // each binding comes back by itself: one that fails does not take the others down
                .then("resume " + count(resumes.size(), "binding"), resumes)
                .plan(look.world(), request, pfsOf(resumes));
    }

    /** What was set on the VF when it went, and others made it again; the resume settles that it is kept. */
    private static Optional<Step> networkBack(Binding binding, VirtualFunction vf) {
        return binding.network()
                .flatMap(kept -> vf.network()
                        .filter(now -> !now.equals(kept))
                        .map(now -> new Step.SetNetwork(vf.name(), kept, now)));
    }

    /** Resume where QEMU still has the device; attach where the guest lost it on the way. */
    private static Step giveBack(Binding binding, VirtualMachine vm, VfName vf) {
        return vm.device(binding.id().device()).isPresent()
                ? new Step.ResumeDevice(binding.id(), vf)
                : new Step.AttachDevice(binding.id(), vf, Optional.empty());
    }

    /** The binding's VF, which must be there and with nobody else. */
    private static VirtualFunction vfToReturn(Lookup look, Binding binding) throws Refused {
        VirtualFunction vf = look.vf(knownVf(look, binding));
        if (!look.world().foreignHolders(vf).isEmpty()) {
            throw look.foreign(vf);
        }
        if (look.world()
                .bindingOf(vf.name())
                .filter(b -> !b.id().equals(binding.id()))
                .isPresent()) {
            return look.freeVf(vf.name()); // refuses, naming the binding that has it
        }
        return vf;
    }

    static void requirePause(Lookup look, VirtualMachine vm) throws Refused {
        if (vm.pauseSupport() == PauseSupport.NONE) {
            throw look.refuse(
                    vm.name(),
                    "its QEMU " + vm.qemuVersion() + " has no pause command",
                    "run the VM on a QEMU with svff's pause, or detach and attach instead (the guest sees that)");
        }
    }

    static VfName knownVf(Lookup look, Binding binding) throws Refused {
        return binding.vf()
                .orElseThrow(() -> look.refuse(
                        binding.id(),
                        "the host device behind it, " + binding.address() + ", is no VF that the kernel shows now",
                        "put one behind it: `svff reconfigure " + binding.id() + " --vf PF/INDEX`"));
    }

    private static List<Binding> found(Lookup look, Set<BindingId> ids) throws Refused {
        List<Binding> found = new ArrayList<>();
        for (BindingId id : ids.stream().sorted().toList()) {
            found.add(look.binding(id));
        }
        return found;
    }

    private static List<PciAddress> pfsOf(List<Step> steps) {
        return steps.stream()
                .map(step -> step instanceof Step.PauseDevice pause
                        ? pause.vf()
                        : step instanceof Step.ResumeDevice resume ? resume.vf() : ((Step.AttachDevice) step).vf())
                .map(VfName::pf)
                .distinct()
                .toList();
    }

    static String count(int n, String thing) {
        return n + " " + thing + (n == 1 ? "" : "s");
    }
}
