package org.svff.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.svff.host.Errno;
import org.svff.host.SysfsException;
import org.svff.pci.PciAddress;
import org.svff.pci.VfName;
import org.svff.plan.Request;
import org.svff.plan.VfChoice;
import org.svff.sim.GuestBehaviour;
import org.svff.sim.KernelFault;
import org.svff.sim.QemuFault;
import org.svff.sim.SimulatedQemu;
import org.svff.testbed.Lab;
import org.svff.world.Binding;
import org.svff.world.BindingId;
import org.svff.world.BindingState;
import org.svff.world.PauseSupport;
import org.svff.world.VirtualFunction;
import org.svff.world.World;

/** Plays acts on a lab, and keeps in mind who was given what and who took it: that is what the promises are about. */
final class Stage implements AutoCloseable {
    private static final List<PauseSupport> KINDS =
            List.of(PauseSupport.VFIO_PAUSE, PauseSupport.DEVICE_PAUSE, PauseSupport.NONE);
    private static final List<PciAddress> CARDS = List.of(Lab.CARD, Lab.OTHER);

    final Lab lab = new Lab();
    /** Bindings that were made, and neither taken away as asked nor lost with their VM. */
    final Set<BindingId> owned = new HashSet<>();
    /** Those whose guests may have seen their device go, since somebody allowed it. */
    final Set<BindingId> replugged = new HashSet<>();
    /** VFs of strangers, by pid. */
    final Map<Long, PciAddress> foreign = new HashMap<>();
    /** What the last act asked of the engine; empty when it asked nothing. */
    Optional<Report> report = Optional.empty();

    boolean faulty;
    private final List<KernelFault> kernelFaults = new ArrayList<>();
    private int started;

    Stage() {
        play(new Act.StartVm(0));
        play(new Act.StartVm(2));
        play(new Act.Reconfigure(0, 2, false, false));
        play(new Act.Attach(0, 0, 0));
    }

    void play(Act act) {
        report = Optional.empty();
        if (act instanceof Act.StartVm a) {
            lab.startVm("vm" + ++started, KINDS.get(a.kind() % KINDS.size()), GuestBehaviour.OBLIGING);
        } else if (act instanceof Act.KillVm a) {
            vm(a.vm()).ifPresent(this::kill);
        } else if (act instanceof Act.Attach a) {
            vm(a.vm()).ifPresent(vm -> attach(vm, vf(a.card(), a.vf())));
        } else if (act instanceof Act.Detach a) {
            binding(a.binding()).ifPresent(this::detach);
        } else if (act instanceof Act.Pause a) {
            binding(a.binding()).ifPresent(id -> ask(new Request.Pause(Set.of(id))));
        } else if (act instanceof Act.Resume a) {
            binding(a.binding()).ifPresent(id -> ask(new Request.Resume(Set.of(id))));
        } else if (act instanceof Act.Reconfigure a) {
            reconfigure(a);
        } else if (act instanceof Act.Move a) {
            binding(a.binding()).ifPresent(id -> move(id, vf(a.card(), a.vf()), a.allowReplug()));
        } else if (act instanceof Act.Driver a) {
            ask(new Request.ReconfigureVf(vf(a.card(), a.vf()), a.vfio() ? Optional.of("vfio-pci") : Optional.empty()));
        } else {
            playOutside(act);
        }
    }

    private void playOutside(Act act) {
        if (act instanceof Act.StrangerTakes a) {
            takeFree(card(a.card()), a.vf());
        } else if (act instanceof Act.StrangersLeave) {
            foreign.keySet().forEach(pid -> lab.host().kernel().removeProcess(pid));
            foreign.clear();
        } else if (act instanceof Act.OutsideCount a) {
            setCountOutside(card(a.card()), a.vfs());
        } else if (act instanceof Act.KernelFails a) {
            fail(kernelFault(a));
        } else if (act instanceof Act.QemuFails a) {
            vm(a.vm()).ifPresent(vm -> vmFails(vm, a.fault()));
        } else if (act instanceof Act.AllHeals) {
            heal();
        } else if (act instanceof Act.Crash a) {
            crash(a);
        } else if (act instanceof Act.Restart) {
            lab.restart();
        }
    }

    private Report ask(Request request) {
        Report made = lab.run(request);
        report = Optional.of(made);
        return made;
    }

    private void kill(String vm) {
        lab.killVm(vm);
        owned.removeIf(id -> id.vm().equals(vm));
        replugged.removeIf(id -> id.vm().equals(vm));
    }

    private void attach(String vm, VfName vf) {
        Set<BindingId> before = ids();
        ask(new Request.Attach(vm, new VfChoice.Named(vf), Optional.empty()));
        ids().stream().filter(id -> !before.contains(id)).forEach(owned::add);
    }

    private void detach(BindingId id) {
        ask(new Request.Detach(id));
        if (!ids().contains(id)) {
            owned.remove(id); // it was asked for
        }
    }

    private void reconfigure(Act.Reconfigure a) {
        Set<BindingId> on = bindingsOn(card(a.card()));
        if (a.allowReplug()) {
            replugged.addAll(on);
        }
        ask(new Request.ReconfigurePf(card(a.card()), a.vfs(), a.allowReplug(), a.mayLose() ? on : Set.of()));
        if (a.allowReplug() && a.mayLose()) {
            Set<BindingId> left = ids();
            owned.removeIf(id -> on.contains(id) && !left.contains(id)); // it was allowed in so many words
        }
    }

    private void move(BindingId id, VfName vf, boolean allowReplug) {
        if (allowReplug) {
            replugged.add(id);
        }
        ask(new Request.ReconfigureBinding(id, vf, allowReplug));
    }

    private void takeFree(PciAddress card, int index) {
        World world = lab.world();
        world.vf(new VfName(card, index))
                .filter(vf -> world.freeVfs(world.pf(card).orElseThrow()).contains(vf))
                .ifPresent(vf -> {
                    try {
                        foreign.put(lab.stranger(vf.address()), vf.address());
                    } catch (SysfsException e) {
                        heal(); // a fault of ours was in the way
                    }
                });
    }

    private void setCountOutside(PciAddress card, int vfs) {
        boolean used = lab.guests().values().stream()
                .flatMap(devices -> devices.values().stream())
                .flatMap(Optional::stream)
                .anyMatch(address -> address.bus() == card.bus());
        if (used || foreign.values().stream().anyMatch(address -> address.bus() == card.bus())) {
            return; // the kernel would wait for them
        }
        String file = "/sys/bus/pci/devices/" + card + "/sriov_numvfs";
        try {
            lab.host().kernel().write(file, "0");
            lab.host().kernel().write(file, String.valueOf(vfs));
        } catch (SysfsException e) {
            heal();
        }
    }

    private KernelFault kernelFault(Act.KernelFails a) {
        return switch (a.fault() % 4) {
            case 0 -> new KernelFault.ShortEnable(card(a.card()), 1);
            case 1 -> new KernelFault.WriteFails(card(a.card()) + "/sriov_numvfs", Errno.EIO);
            case 2 -> new KernelFault.WriteFails("vfio-pci/bind", Errno.EBUSY);
            default -> new KernelFault.LosesUevents();
        };
    }

    private void fail(KernelFault fault) {
        faulty = true;
        kernelFaults.add(fault);
        lab.host().kernel().fail(fault);
    }

    private void vmFails(String name, int fault) {
        faulty = true;
        lab.vms().get(name).fail(fault % 2 == 0 ? QemuFault.REFUSE_NEXT : QemuFault.CUT_REPLY);
    }

    void heal() {
        faulty = false;
        kernelFaults.forEach(lab.host().kernel()::heal);
        kernelFaults.clear();
        for (SimulatedQemu vm : lab.vms().values()) {
            vm.heal(QemuFault.REFUSE_NEXT);
            vm.heal(QemuFault.CUT_REPLY);
        }
    }

    private void crash(Act.Crash a) {
        replugged.addAll(bindingsOn(card(a.card())));
        lab.dieDuring(new Request.ReconfigurePf(card(a.card()), a.vfs(), true, Set.of()), a.writes());
        lab.restart();
    }

    private Set<BindingId> ids() {
        Set<BindingId> ids = new HashSet<>();
        lab.world().bindings().forEach(b -> ids.add(b.id()));
        return ids;
    }

    private Set<BindingId> bindingsOn(PciAddress card) {
        Set<BindingId> ids = new HashSet<>();
        lab.world().bindingsOn(card).forEach(b -> ids.add(b.id()));
        return ids;
    }

    private Optional<String> vm(int i) {
        List<String> names = new ArrayList<>(lab.vms().keySet());
        return names.isEmpty() ? Optional.empty() : Optional.of(names.get(i % names.size()));
    }

    private Optional<BindingId> binding(int i) {
        List<BindingId> ids = ids().stream().sorted().toList();
        return ids.isEmpty() ? Optional.empty() : Optional.of(ids.get(i % ids.size()));
    }

    private static PciAddress card(int i) {
        return CARDS.get(i % CARDS.size());
    }

    private static VfName vf(int card, int i) {
        return new VfName(card(card), i);
    }

    /** All faults gone, all strangers too: gives every binding that is owed a VF one; returns the trouble with the rest. */
    List<String> makeGood() {
        heal();
        play(new Act.StrangersLeave());
        List<String> said = new ArrayList<>();
        if (lab.world().bindings().stream().anyMatch(b -> b.state() != BindingState.ATTACHED)) {
            CARDS.forEach(card -> said.add(
                    lab.run(new Request.ReconfigurePf(card, 4, true, Set.of())).toString()));
        }
        owing().forEach(b ->
                said.add(lab.run(new Request.Resume(Set.of(b.id()))).toString()));
        return owing().isEmpty() ? List.of() : said;
    }

    private List<Binding> owing() {
        return lab.world().bindings().stream()
                .filter(b -> b.state() != BindingState.ATTACHED)
                .toList();
    }

    Set<PciAddress> present() {
        Set<PciAddress> all = new HashSet<>();
        lab.world()
                .pfs()
                .forEach(pf -> pf.vfs().stream().map(VirtualFunction::address).forEach(all::add));
        return all;
    }

    @Override
    public void close() {
        heal();
        lab.close();
    }
}
