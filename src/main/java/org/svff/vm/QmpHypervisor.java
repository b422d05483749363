package org.svff.vm;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.svff.pci.PciAddress;
import org.svff.vm.VmException.Kind;
import org.svff.vm.qmp.QmpException;
import org.svff.world.Trouble;
import org.svff.world.VirtualMachine;

/** VMs found by their QMP sockets. */
public final class QmpHypervisor implements Hypervisor {
    private static final Logger LOG = LoggerFactory.getLogger(QmpHypervisor.class);

    private static final long FIRST_RETRY_MILLIS = 200;
    private static final long LAST_RETRY_MILLIS = 10_000;

    private final SocketFinder finder;
    private final PeerCredentials peers;
    private final QmpWays ways;
    private final Map<Path, QmpVm> bySocket = new ConcurrentSkipListMap<>();
    /** VMs that are new or have told of a change since they were read. */
    private final Set<Path> changed = ConcurrentHashMap.newKeySet();

    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "svff-vm");
        thread.setDaemon(true);
        return thread;
    });
    private final SocketWatcher watcher;
    private volatile List<VirtualMachine> vms = List.of();
    private volatile Map<String, QmpVm> byName = Map.of();
    private long retryMillis = FIRST_RETRY_MILLIS;
    private boolean retryPending;

    /**
     * Begins to watch for sockets; what is there already is read by the first {@link #refresh}.
     *
     * @param patterns globs of QMP sockets
     * @param ways deadline, and how its QEMUs are dealt with
     */
    public QmpHypervisor(List<String> patterns, PeerCredentials peers, QmpWays ways) {
        this.finder = new SocketFinder(patterns);
        this.peers = peers;
        this.ways = ways;
        this.watcher = new SocketWatcher(finder, this::rescan);
    }

    /** QEMUs that open devices by themselves; see {@link QmpWays}. */
    public QmpHypervisor(List<String> patterns, PeerCredentials peers, Duration quick, boolean reportsErrors) {
        this(patterns, peers, QmpWays.byAddress(quick, reportsErrors));
    }

    @Override
    public List<VirtualMachine> vms() {
        return vms;
    }

    @Override
    public List<VirtualMachine> refresh(Duration deadline) {
        find();
        changed.clear();
        read(bySocket.values(), deadline);
        return vms;
    }

    @Override
    public List<VirtualMachine> refreshChanged(Duration deadline) {
        List<QmpVm> some = new ArrayList<>();
        bySocket.forEach((socket, vm) -> {
            if (changed.remove(socket)) {
                some.add(vm);
            }
        });
        read(some, deadline);
        return vms;
    }

    private void read(Collection<QmpVm> some, Duration deadline) {
        List<Callable<Boolean>> tasks = new ArrayList<>();
        for (QmpVm vm : some) {
            tasks.add(() -> {
                vm.refresh(deadline);
                return true;
            });
        }
        try {
            // Each VM takes a few commands; the bound is for those that answer each at the last moment.
            for (Future<Boolean> f : threads.invokeAll(tasks, deadline.toMillis() * 4, TimeUnit.MILLISECONDS)) {
                if (f.isCancelled()) {
                    LOG.warn("a VM has not answered in time");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        publish();
    }

    /** Takes note of new sockets and of those that are gone; one at a time, else an old look drops what a newer found. */
    private synchronized void find() {
        Set<Path> sockets = finder.sockets();
        for (Path socket : sockets) {
            bySocket.computeIfAbsent(socket, s -> new QmpVm(s, peers, ways, () -> changed(s)));
        }
        bySocket.forEach((socket, vm) -> {
            if (!sockets.contains(socket) && bySocket.remove(socket, vm)) {
                vm.close();
            }
        });
    }

    /** Sockets came or went, or it is time to ask again those that did not answer. */
    private void rescan() {
        find();
        bySocket.forEach((socket, vm) -> {
            if (!isReachable(vm)) {
                changed.add(socket);
            }
        });
        notifyListeners();
    }

    private static boolean isReachable(QmpVm vm) {
        return vm.last().filter(VirtualMachine::reachable).isPresent();
    }

    private void changed(Path socket) {
        changed.add(socket);
        notifyListeners();
    }

    private void notifyListeners() {
        listeners.forEach(Runnable::run);
    }

    /** Names are made unique by their socket: two VMs of one name must not be taken for one another. */
    private synchronized void publish() {
        Map<String, VirtualMachine> machines = new TreeMap<>();
        Map<String, QmpVm> names = new HashMap<>();
        for (QmpVm vm : bySocket.values()) {
            vm.last().ifPresent(last -> {
                VirtualMachine machine = names.containsKey(last.name()) ? renamed(last, vm.socket()) : last;
                machines.put(machine.name(), machine);
                names.put(machine.name(), vm);
            });
        }
        byName = Map.copyOf(names);
        vms = List.copyOf(machines.values());
        retryLater();
    }

    /** A socket is there before its QEMU listens, and stays when QEMU was killed: ask again, ever less often. */
    private void retryLater() {
        if (bySocket.values().stream().allMatch(QmpHypervisor::isReachable)) {
            retryMillis = FIRST_RETRY_MILLIS;
        } else if (!retryPending) {
            retryPending = true;
            CompletableFuture.delayedExecutor(retryMillis, TimeUnit.MILLISECONDS)
                    .execute(this::retry);
            retryMillis = Math.min(retryMillis * 2, LAST_RETRY_MILLIS);
        }
    }

    private void retry() {
        synchronized (this) {
            retryPending = false;
        }
        rescan();
    }

    private static VirtualMachine renamed(VirtualMachine m, Path socket) {
        return new VirtualMachine(
                m.name() + "@" + socket,
                m.pid(),
                m.qemuVersion(),
                m.status(),
                m.reachable(),
                "another VM is called " + m.name() + " too" + (m.note().isEmpty() ? "" : "; " + m.note()),
                m.pauseSupport(),
                m.devices(),
                m.freeBuses());
    }

    private interface Work {
        void run(DeviceCommands commands) throws QmpException, VmException;
    }

    /** Does something to a VM, alone on it. What it is then is read later: here somebody waits, maybe without his VF. */
    private void with(String name, String tried, Work work) throws VmException {
        QmpVm vm = find(name, tried);
        try {
            synchronized (vm.commands()) {
                work.run(new DeviceCommands(vm.connected(ways.quick()), ways));
            }
        } catch (QmpException e) {
            throw new VmException(kindOf(e), new Trouble(name, tried, String.valueOf(e.getMessage()), remedy(e)), e);
        } finally {
            changed(vm.socket());
        }
    }

    private QmpVm find(String name, String tried) throws VmException {
        QmpVm vm = byName.get(name);
        if (vm == null) {
            throw new VmException(Kind.NO_SUCH_VM, new Trouble(name, tried, "no VM of this name is running here", ""));
        }
        return vm;
    }

    private static Kind kindOf(QmpException e) {
        return switch (e.kind()) {
            case NOBODY, DISCONNECTED, PROTOCOL -> Kind.UNREACHABLE;
            case TIMEOUT -> Kind.TIMEOUT;
            case ERROR -> Kind.REFUSED;
        };
    }

    private static String remedy(QmpException e) {
        return switch (e.kind()) {
            case NOBODY, DISCONNECTED -> "see whether the VM still runs";
            case PROTOCOL -> "see that the socket is a QMP monitor";
            case TIMEOUT -> "see whether its QEMU is stopped or overloaded";
            case ERROR ->
                String.valueOf(e.getMessage()).contains("Permission denied")
                        ? "let its QEMU's user open it (examples/60-svff-vfio.rules), or have the agent hand it over"
                                + " (vm.pass-files)"
                        : "";
        };
    }

    @Override
    public void attach(String vm, String device, PciAddress host, Optional<String> bus, Duration deadline)
            throws VmException {
        with(vm, "attach " + host + " as " + device, commands -> commands.attach(device, host, bus, deadline));
    }

    @Override
    public void detach(String vm, String device, Duration deadline) throws VmException {
        with(vm, "detach " + device, commands -> commands.detach(device, deadline));
    }

    @Override
    public void pause(String vm, String device, Duration deadline) throws VmException {
        with(vm, "pause " + device, commands -> commands.pause(device, deadline));
    }

    @Override
    public void resume(String vm, String device, PciAddress host, Duration deadline) throws VmException {
        with(vm, "resume " + device + " with " + host, commands -> commands.resume(device, host, deadline));
    }

    @Override
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    @Override
    public void close() {
        watcher.close();
        threads.shutdownNow();
        bySocket.values().forEach(QmpVm::close);
    }
}
