package org.svff.plan;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.svff.pci.PciAddress;
import org.svff.pci.VfName;
import org.svff.world.Binding;
import org.svff.world.BindingId;
import org.svff.world.Holder;
import org.svff.world.PhysicalFunction;
import org.svff.world.Trouble;
import org.svff.world.VirtualFunction;
import org.svff.world.VirtualMachine;
import org.svff.world.World;

/** Finds what a request names, or refuses it with what there is instead. One per request. */
final class Lookup {
    private final World world;
    private final String tried;

    Lookup(World world, Request request) {
        this.world = world;
        this.tried = request.toString();
    }

    World world() {
        return world;
    }

    Refused refuse(Object device, String answer, String remedy) {
        return new Refused(new Trouble(device.toString(), tried, answer, remedy));
    }

    /** A PF that can be worked with. */
    PhysicalFunction usablePf(PciAddress address) throws Refused {
        PhysicalFunction pf = world.pf(address)
                .orElseThrow(() -> refuse(address, "no SR-IOV PF is at this address", "there are: " + knownPfs()));
        return switch (pf.state()) {
            case READY -> pf;
            case NO_DRIVER ->
                throw refuse(
                        address,
                        "no driver is bound to it, and without one the kernel does not change VFs",
                        "bind the PF's driver first");
            case STUCK ->
                throw refuse(
                        address,
                        "the PF is stuck: " + pf.note(),
                        "end what holds it; svff takes the PF up again by itself when the kernel answers");
            case UNREADABLE ->
                throw refuse(address, "the PF cannot be read: " + pf.note(), "run `svff doctor` on the host");
        };
    }

    private String knownPfs() {
        return world.pfs().isEmpty()
                ? "none on this host"
                : world.pfs().stream().map(pf -> pf.address().toString()).collect(Collectors.joining(", "));
    }

    VirtualFunction vf(VfName name) throws Refused {
        PhysicalFunction pf = usablePf(name.pf());
        return world.vf(name)
                .orElseThrow(() -> refuse(
                        name,
                        "there is no such VF; the PF has " + pf.numVfs() + " (indexes from 0)",
                        "make more with `svff reconfigure " + pf.address() + " --vfs N` (at most " + pf.totalVfs()
                                + ")"));
    }

    /** A VF that nobody has. */
    VirtualFunction freeVf(VfName name) throws Refused {
        VirtualFunction vf = vf(name);
        switch (world.stateOf(vf)) {
            case FREE:
                return vf;
            case HOST:
                throw refuse(
                        name,
                        "the host itself uses it: " + vf.hostUse().orElse("by a driver"),
                        "release it with `svff reconfigure " + name + " --driver none` if that is meant");
            case FOREIGN:
                throw foreign(vf);
            case ATTACHED:
            case PAUSED:
            case FAILED:
            default:
                Optional<Binding> binding = world.bindingOf(name);
                throw refuse(
                        name,
                        binding.map(b -> "it is " + b.state() + " in binding " + b.id())
                                .orElse("it is taken"),
                        "take another VF, or detach that binding first");
        }
    }

    /** The refusal for a VF that some other process holds. */
    Refused foreign(VirtualFunction vf) {
        List<Holder> strangers = world.foreignHolders(vf);
        if (strangers.isEmpty()) {
            return untold(vf);
        }
        return refuse(
                vf.name(),
                "it is held by " + named(strangers) + ", which is none of svff's VMs",
                "end that use of it, then ask again");
    }

    /** The refusal for a VF that a VM of ours holds, and whose QEMU tells of no such device. */
    private Refused untold(VirtualFunction vf) {
        String vms = world.vms().stream()
                .filter(vm -> vf.holders().stream().anyMatch(h -> h.pid() == vm.pid()))
                .map(vm -> "VM " + vm.name() + (vm.reachable() ? "" : " (" + vm.note() + ")"))
                .collect(Collectors.joining(", "));
        return refuse(
                vf.name(),
                vms + " holds it as " + named(vf.holders()) + ", and QEMU tells of no such device",
                "see how the VM was started; if its QEMU is just busy, ask again");
    }

    private static String named(List<Holder> holders) {
        return holders.stream().map(Holder::toString).collect(Collectors.joining(", "));
    }

    VirtualMachine reachableVm(String name) throws Refused {
        VirtualMachine vm = world.vm(name)
                .orElseThrow(() -> refuse(name, "no VM of this name is running here", "there are: " + knownVms()));
        if (!vm.reachable()) {
            throw refuse(name, "its QEMU does not answer: " + vm.note(), "see whether the VM still runs");
        }
        return vm;
    }

    private String knownVms() {
        return world.vms().isEmpty()
                ? "none (is vm.sockets set to where your QMP sockets are?)"
                : world.vms().stream().map(VirtualMachine::name).limit(20).collect(Collectors.joining(", "));
    }

    Binding binding(BindingId id) throws Refused {
        return world.binding(id)
                .orElseThrow(() -> refuse(
                        id,
                        "there is no such binding",
                        world.vm(id.vm()).isEmpty()
                                ? "no VM is named " + id.vm()
                                : "the VM has: " + devicesOf(id.vm())));
    }

    private String devicesOf(String vm) {
        String ids = world.bindingsOf(vm).stream().map(b -> b.id().toString()).collect(Collectors.joining(", "));
        return ids.isEmpty() ? "none" : ids;
    }
}
