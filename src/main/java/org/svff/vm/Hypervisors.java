package org.svff.vm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.svff.pci.PciAddress;
import org.svff.vm.VmException.Kind;
import org.svff.world.Trouble;
import org.svff.world.VirtualMachine;

/**
 * VMs that are found in two ways. One that is found in both is driven the first way alone; its note says so, and by the
 * second it is neither shown nor touched.
 */
public final class Hypervisors implements Hypervisor {
    private static final Logger LOG = LoggerFactory.getLogger(Hypervisors.class);

    private final Hypervisor first;
    private final Hypervisor second;
    private final String firstIs;
    private final String secondIs;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread reader = new Thread(task, "svff-vms");
        reader.setDaemon(true);
        return reader;
    });
    private volatile Merged merged = new Merged(List.of(), Map.of(), Map.of());

    /**
     * What both found.
     *
     * @param seconds the names of the second's VMs that are shown, and their own names
     * @param refused the names of the second's VMs that are not, and the first's names of them
     */
    record Merged(List<VirtualMachine> vms, Map<String, String> seconds, Map<String, String> refused) {}

    /**
     * Closes both when it is closed.
     *
     * @param firstIs what the first way is called ({@code libvirt})
     * @param secondIs what the second is ({@code a QMP socket})
     */
    public Hypervisors(Hypervisor first, String firstIs, Hypervisor second, String secondIs) {
        this.first = first;
        this.firstIs = firstIs;
        this.second = second;
        this.secondIs = secondIs;
    }

    /** A VM is one process: by that it is known again. */
    Merged merge(List<VirtualMachine> some, List<VirtualMachine> others) {
        Map<String, String> seconds = new HashMap<>();
        Map<String, String> refused = new HashMap<>();
        List<VirtualMachine> shown = new ArrayList<>();
        Map<String, VirtualMachine> names =
                some.stream().collect(Collectors.toMap(VirtualMachine::name, vm -> vm, (a, b) -> a));
        for (VirtualMachine vm : others) {
            Optional<VirtualMachine> same = some.stream()
                    .filter(s -> s.pid() > 0 && s.pid() == vm.pid())
                    .findFirst();
            if (same.isPresent()) {
                refused.put(vm.name(), same.get().name());
            } else if (names.containsKey(vm.name())) {
                VirtualMachine other = noted(vm, vm.name() + "@qmp", firstIs + " has a VM " + vm.name() + ", too");
                shown.add(other);
                seconds.put(other.name(), vm.name());
            } else {
                shown.add(vm);
                seconds.put(vm.name(), vm.name());
            }
        }
        for (VirtualMachine vm : some) {
            shown.add(refused.containsValue(vm.name()) ? noted(vm, vm.name(), twice()) : vm);
        }
        shown.sort(Comparator.comparing(VirtualMachine::name));
        return new Merged(List.copyOf(shown), Map.copyOf(seconds), Map.copyOf(refused));
    }

    private String twice() {
        return "it is at " + secondIs + ", too; svff drives it through " + firstIs + " alone";
    }

    private static VirtualMachine noted(VirtualMachine vm, String name, String note) {
        return new VirtualMachine(
                name,
                vm.pid(),
                vm.qemuVersion(),
                vm.status(),
                vm.reachable(),
                Stream.of(note, vm.note()).filter(n -> !n.isEmpty()).collect(Collectors.joining("; ")),
                vm.pauseSupport(),
                vm.devices(),
                vm.freeBuses());
    }

    private interface Reading {
        List<VirtualMachine> of(Hypervisor hypervisor);
    }

    /** Both at once: one that does not answer must not keep the other waiting. */
    private List<VirtualMachine> read(Reading reading) {
        CompletableFuture<List<VirtualMachine>> some = CompletableFuture.supplyAsync(() -> reading.of(first), thread);
        List<VirtualMachine> others = reading.of(second);
        Merged now = merge(some.join(), others);
        now.refused().forEach((theirs, ours) -> {
            if (!merged.refused().containsKey(theirs)) {
                LOG.warn("{} at {} is {} of {}, which alone is used", theirs, secondIs, ours, firstIs);
            }
        });
        merged = now;
        return now.vms();
    }

    @Override
    public List<VirtualMachine> vms() {
        return merged.vms();
    }

    @Override
    public List<VirtualMachine> refresh(Duration deadline) {
        return read(h -> h.refresh(deadline));
    }

    @Override
    public List<VirtualMachine> refreshChanged(Duration deadline) {
        return read(h -> h.refreshChanged(deadline));
    }

    /** A way, and the VM's name there. */
    private record Way(Hypervisor hypervisor, String vm) {}

    private Way way(String vm, String tried) throws VmException {
        Merged now = merged;
        String name = now.seconds().get(vm);
        if (name != null) {
            return new Way(second, name);
        }
        String other = now.refused().get(vm);
        if (other != null && !other.equals(vm)) {
            throw new VmException(
                    Kind.REFUSED, new Trouble(vm, tried, "it is " + other + " of " + firstIs, "name it " + other));
        }
        return new Way(first, vm);
    }

    @Override
    public void attach(String vm, String device, PciAddress host, Optional<String> bus, Duration deadline)
            throws VmException {
        Way way = way(vm, "attach " + host + " as " + device);
        way.hypervisor().attach(way.vm(), device, host, bus, deadline);
    }

    @Override
    public void detach(String vm, String device, Duration deadline) throws VmException {
        Way way = way(vm, "detach " + device);
        way.hypervisor().detach(way.vm(), device, deadline);
    }

    @Override
    public void pause(String vm, String device, Duration deadline) throws VmException {
        Way way = way(vm, "pause " + device);
        way.hypervisor().pause(way.vm(), device, deadline);
    }

    @Override
    public void resume(String vm, String device, PciAddress host, Duration deadline) throws VmException {
        Way way = way(vm, "resume " + device);
        way.hypervisor().resume(way.vm(), device, host, deadline);
    }

    @Override
    public void onChange(Runnable listener) {
        first.onChange(listener);
        second.onChange(listener);
    }

    @Override
    public void close() {
        first.close();
        second.close();
        thread.shutdownNow();
    }
}
