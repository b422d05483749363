package org.svff.plan;

import static org.svff.plan.PausePlans.count;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.svff.pci.PciAddress;
import org.svff.pci.VfName;
import org.svff.world.Binding;
import org.svff.world.BindingId;
import org.svff.world.BindingState;
import org.svff.world.GuestDevice;
import org.svff.world.NetworkSettings;
import org.svff.world.NvmeSettings;
import org.svff.world.PauseSupport;
import org.svff.world.PhysicalFunction;
import org.svff.world.Queues;
import org.svff.world.VfState;
import org.svff.world.VirtualFunction;
import org.svff.world.VirtualMachine;

/**
 * Plans a change of a PF's VF count. The kernel knows no way from N to M but N, 0, M, so every VF is destroyed on the
 * way: what guests have is let go of before and given back after.
 */
final class ReconfigurePfPlan {
    private final Lookup look;
    /** What was asked for, in the operator's words. */
    private final Request asked;

    private final Request.ReconfigurePf request;
    private final PhysicalFunction pf;
    private final List<Step> releases = new ArrayList<>();
    private final List<Step> keeps = new ArrayList<>();
    private final Moves moves;
    /** What is done to the card while it has no VFs. */
    private final Between between;

    private final Map<Integer, NetworkSettings> network = new TreeMap<>();
    /** The same before any guest moved: what the VFs get back when all is taken back. */
    private final Map<Integer, NetworkSettings> networkBefore = new TreeMap<>();

    /** What the controllers of NVMe VFs are to have, by VF index. */
    private final Map<Integer, NvmeSettings> nvme = new TreeMap<>();

    /** VFs of other cards that bindings move to, made ready for them. */
    private final List<Step> ready = new ArrayList<>();

    private final List<Step> binds = new ArrayList<>();
    private final List<Step> returns = new ArrayList<>();
    private final Stages stages = new Stages();

    /** What is done to a card while it has no VFs, and what that means for bindings. */
    interface Between {
        /** Adds its stages. */
        void addTo(Stages stages);

        /** The step that gives a paused binding its VF back. */
        default Step resume(BindingId binding, VfName vf) {
            return new Step.ResumeDevice(binding, vf);
        }

        /** Why a binding that can pause stays paused, although its VF will be there; empty when it gets it back. */
        default Optional<String> keepsPaused() {
            return Optional.empty();
        }

        /** How many queues the PF has afterwards; empty: those it has or is to have. */
        default OptionalInt queues() {
            return OptionalInt.empty();
        }

        /** What else the plan touches. */
        default List<PciAddress> pfs() {
            return List.of();
        }
    }

    ReconfigurePfPlan(Lookup look, Request asked, Request.ReconfigurePf request, PhysicalFunction pf, Between between) {
        this.look = look;
        this.asked = asked;
        this.request = request;
        this.pf = pf;
        this.between = between;
        this.moves = new Moves(look, request, pf);
    }

    static Plan plan(Lookup look, Request.ReconfigurePf request) throws Refused {
        PhysicalFunction pf = look.usablePf(request.pf());
        ReconfigurePfPlan plan = new ReconfigurePfPlan(look, request, request, pf, queuesAsWanted(pf));
        plan.checkCount();
        return request.vfs() == pf.numVfs()
                ? plan.nothing("it has " + count(pf.numVfs(), "VF") + " already")
                : plan.plan();
    }

    static Plan plan(Lookup look, Request.RecreateVfs request) throws Refused {
        PhysicalFunction pf = look.usablePf(request.pf());
        Request.ReconfigurePf same =
                new Request.ReconfigurePf(pf.address(), pf.numVfs(), request.allowReplug(), Set.of());
        ReconfigurePfPlan plan = new ReconfigurePfPlan(look, request, same, pf, queuesAsWanted(pf));
        return pf.numVfs() == 0 ? plan.nothing("it has no VFs") : plan.plan();
    }

    /** Queues fall to 0 with every probe and reset, and VFs get none of a pool that nobody divided. */
    private static Between queuesAsWanted(PhysicalFunction pf) {
        return stages -> pf.queues()
                .filter(Queues::isOff)
                .ifPresent(q -> stages.then(new Step.SetQueues(pf.address(), q.wanted(), q.max())));
    }

    private Plan nothing(String why) {
        return stages.note(pf.address() + ": " + why).plan(look.world(), asked, List.of(pf.address()));
    }

    Plan plan() throws Refused {
        checkNobodyElseUses();
        List<Binding> bindings = look.world().bindingsOn(pf.address());
        moves.check(bindings);
        checkLosers(bindings);
        keepNetwork();
        bindings.forEach(this::giveBackNetwork);
        nvme.putAll(NvmePlans.now(pf));
        QueuePlans.explain(look.world(), pf, between.queues(), request.vfs()).ifPresent(stages::note);
        for (Binding binding : bindings) {
            planBinding(binding);
        }
        return assemble();
    }

    private void checkCount() throws Refused {
        if (request.vfs() < 0) {
            throw look.refuse(pf.address(), "a VF count cannot be negative", "ask for 0 to " + pf.totalVfs());
        }
        if (request.vfs() > pf.totalVfs()) {
            throw look.refuse(
                    pf.address(),
                    "the PF offers at most " + count(pf.totalVfs(), "VF") + " (sriov_totalvfs)",
                    "ask for 0 to " + pf.totalVfs());
        }
    }

    private void checkNobodyElseUses() throws Refused {
        for (VirtualFunction vf : pf.vfs()) {
            VfState state = look.world().stateOf(vf);
            if (state == VfState.FOREIGN) {
                throw look.foreign(vf);
            }
            if (state == VfState.HOST) {
                throw look.refuse(
                        vf.name(),
                        "the host itself uses it: " + vf.hostUse().orElse("by a driver"),
                        "release it with `svff reconfigure " + vf.name() + " --driver none` if that is meant");
            }
        }
    }

    /** The VF that the binding shall have afterwards; empty when its own goes and no other was named. */
    private Optional<VfName> vfAfter(Binding binding) {
        return moves.of(binding).or(() -> binding.vf().filter(vf -> vf.index() < request.vfs()));
    }

    /** What is set on VFs from the host goes with them, so it is set again. */
    private void keepNetwork() {
        for (VirtualFunction vf : pf.vfs()) {
            vf.network().ifPresent(settings -> network.put(vf.name().index(), settings));
        }
        networkBefore.putAll(network);
        if (network.isEmpty() && pf.numVfs() > 0 && !pf.interfaces().isEmpty()) {
            stages.note("what is set on the VFs of " + pf.interfaces().get(0)
                    + " (MAC, VLAN, ...) cannot be read, so it is not kept");
        }
    }

    /** A paused binding's VF that is made again has what it had when it went. */
    private void giveBackNetwork(Binding binding) {
        Optional<VfName> after = vfAfter(binding).filter(vf -> vf.pf().equals(pf.address()));
        if (binding.network().isPresent() && after.isPresent()) {
            network.put(after.get().index(), binding.network().get());
            keeps.add(new Step.KeepNetwork(binding.id(), Optional.empty(), binding.network()));
        }
    }

    private void losesItsVf(Binding binding) {
        VfName vf = binding.vf().orElseThrow();
        look.world()
                .vf(vf)
                .flatMap(VirtualFunction::network)
                .ifPresent(own -> keeps.add(new Step.KeepNetwork(binding.id(), Optional.of(own), binding.network())));
        stages.note(binding.id() + " stays paused: its VF is no longer there");
    }

    private void checkLosers(List<Binding> bindings) throws Refused {
        String losers = bindings.stream()
                .filter(b -> vfAfter(b).isEmpty() && !request.mayLose().contains(b.id()))
                .map(b -> b.id().toString())
                .collect(Collectors.joining(", "));
        if (!losers.isEmpty()) {
            throw look.refuse(
                    pf.address(),
                    "with " + count(request.vfs(), "VF") + " there would be none left for " + losers,
                    "detach these, give them another VF (--move), or let them be without (--may-lose)");
        }
    }

    private void planBinding(Binding binding) throws Refused {
        if (binding.state() != BindingState.ATTACHED) {
            if (binding.vf().isPresent() && vfAfter(binding).isEmpty()) {
                losesItsVf(binding);
            } else {
                stages.note(binding.id() + " is " + binding.state() + " and stays so");
            }
            return;
        }
        VirtualMachine vm = look.reachableVm(binding.id().vm());
        if (vm.pauseSupport() != PauseSupport.NONE && !isMoveThatShows(binding, vm)) {
            planPause(binding);
        } else if (request.allowReplug()) {
            planReplug(binding, vm);
        } else if (vm.pauseSupport() == PauseSupport.VFIO_PAUSE_IN_PLACE) {
            throw look.refuse(
                    pf.address(),
                    binding.id() + " would have another VF behind its device, of which libvirt's XML cannot be told",
                    "allow its guest to see the device go and come back (--allow-replug)");
        } else {
            throw look.refuse(
                    pf.address(),
                    "VM " + vm.name() + " has "
                            + binding.vf().map(VfName::toString).orElse("a VF") + ", and its QEMU " + vm.qemuVersion()
                            + " has no pause command",
                    "run it on a QEMU with svff's pause, or allow its guest to see the device go and come back"
                            + " (--allow-replug)");
        }
    }

    /** Whether the binding gets another VF in a way that its guest sees. */
    private boolean isMoveThatShows(Binding binding, VirtualMachine vm) {
        return vm.pauseSupport() == PauseSupport.VFIO_PAUSE_IN_PLACE
                && vfAfter(binding).isPresent()
                && !vfAfter(binding).equals(binding.vf());
    }

    private void planPause(Binding binding) throws Refused {
        releases.add(new Step.PauseDevice(binding.id(), binding.vf().orElseThrow()));
        Optional<VfName> after = vfAfter(binding);
        if (after.isPresent() && between.keepsPaused().isPresent()) {
            String why = between.keepsPaused().get();
            returns.add(new Step.LeavePaused(binding.id(), after.get(), why));
            stages.note(binding.id() + " stays paused: " + why);
        } else if (after.isPresent()) {
            prepare(binding, after.get());
            returns.add(between.resume(binding.id(), after.get()));
        } else {
            losesItsVf(binding);
        }
    }

    private void planReplug(Binding binding, VirtualMachine vm) throws Refused {
        releases.add(AttachPlans.detachStep(binding, vm));
        Optional<VfName> after = vfAfter(binding);
        if (after.isPresent()) {
            prepare(binding, after.get());
            Optional<String> bus = vm.device(binding.id().device()).flatMap(GuestDevice::bus);
            returns.add(new Step.AttachDevice(binding.id(), after.get(), bus));
            stages.note("the guest of " + vm.name() + " sees its device go and come back");
        } else {
            stages.note("the guest of " + vm.name() + " loses its device");
        }
    }

    /** VFs are made without a driver; a VM's needs VFIO's. */
    private void prepare(Binding binding, VfName vf) throws Refused {
        if (!binding.vf().filter(vf::equals).isPresent()) {
            takeNvmeAlong(binding, vf);
            moves.takeNetworkAlong(binding, vf, network).ifPresent(binds::add);
        }
        if (vf.pf().equals(pf.address())) {
            binds.add(new Step.BindDriver(vf, Optional.of(Step.VFIO_PCI), Optional.empty()));
        } else {
            look.world().vf(vf).map(AttachPlans::bindToVfio).ifPresent(binds::addAll);
        }
    }

    /** The guest's device has as many interrupts as it had. */
    private void takeNvmeAlong(Binding binding, VfName to) throws Refused {
        Optional<NvmeSettings> own =
                binding.vf().flatMap(vf -> look.world().vf(vf)).flatMap(VirtualFunction::nvme);
        if (to.pf().equals(pf.address())) {
            own.ifPresent(has -> nvme.put(to.index(), has));
        } else if (own.isPresent() && look.world().vf(to).isPresent()) {
            ready.addAll(NvmePlans.ready(look, look.vf(to), own));
        }
    }

    private Plan assemble() {
        PciAddress address = pf.address();
        stages.then("release " + count(releases.size(), "VF"), releases);
        stages.then("keep what was set on VFs", keeps);
        if (pf.numVfs() > 0) {
            stages.then(new Step.ProveFree(address));
        }
        if (pf.autoprobe()) {
            stages.then(new Step.SetAutoprobe(address, false, true));
        }
        stages.then("take controllers offline", NvmePlans.offline(address, NvmePlans.now(pf)));
        if (pf.numVfs() > 0) {
            stages.then(new Step.SetVfCount(address, 0, pf.numVfs(), networkBefore));
        }
        between.addTo(stages);
        if (request.vfs() > 0) {
            stages.then(new Step.SetVfCount(address, request.vfs(), 0, network));
            NvmePlans.untold(pf).ifPresent(stages::note);
            pf.nvme()
                    .map(pool -> NvmePlans.divide(pf, pool, request.vfs(), nvme, stages))
                    .ifPresent(wanted -> stages.then("bring controllers online", NvmePlans.online(address, wanted)));
        }
        stages.then("bring controllers of other cards online", ready);
        stages.then("prepare " + count(binds.size(), "VF"), binds)
                .commit()
                .then("give back " + count(returns.size(), "VF"), returns);
        if (pf.autoprobe()) {
            stages.then(new Step.SetAutoprobe(address, true, false));
        }
        return stages.plan(
                look.world(),
                asked,
                Stream.concat(moves.pfs().stream(), between.pfs().stream()).toList());
    }
}
