package org.svff.vm.libvirt;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.libvirt.Domain;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.svff.pci.PciAddress;
import org.svff.vm.Hypervisor;
import org.svff.vm.VmException;
import org.svff.vm.VmException.Kind;
import org.svff.vm.qmp.QmpException;
import org.svff.world.Trouble;
import org.svff.world.VirtualMachine;

/**
 * The running domains of a libvirt. Its events tell which of them to read anew. While it is not there, all of its domains
 * are shown as not answering, and the connection is tried again, ever less often.
 */
public final class LibvirtHypervisor implements Hypervisor {
    private static final Logger LOG = LoggerFactory.getLogger(LibvirtHypervisor.class);

    private static final long FIRST_RETRY_MILLIS = 200;
    private static final long LAST_RETRY_MILLIS = 10_000;
    /** How long a libvirt that was silent is waited for when the world is read. */
    private static final Duration PROBE = Duration.ofSeconds(1);

    private final LibvirtLink link;
    private final QemuProcesses processes = QemuProcesses.inProc();
    private final DomainCommands.Options options;
    private final RemovalWaiter.Registry removals = new RemovalWaiter.Registry();
    private final Map<String, LibvirtDomain> byUuid = new ConcurrentHashMap<>();
    /** Domains that events told of since they were read. */
    private final Set<String> changed = ConcurrentHashMap.newKeySet();

    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "svff-domain");
        thread.setDaemon(true);
        return thread;
    });
    private volatile List<VirtualMachine> vms = List.of();
    private volatile Map<String, LibvirtDomain> byName = Map.of();
    private volatile String trouble = "";
    private long retryMillis = FIRST_RETRY_MILLIS;
    private boolean retryPending;
    private volatile boolean closed;

    /**
     * Connects when it is first asked.
     *
     * @param uri libvirt's, e.g. {@code qemu:///system}
     * @param quick deadline of what libvirt and QEMU answer at once
     * @param reportsErrors whether guests are told of a resume by an error of the port, see docs/qmp.md
     * @param persistent whether attach and detach change the persistent definition of a domain, too
     */
    public LibvirtHypervisor(String uri, Duration quick, boolean reportsErrors, boolean persistent) {
        this.options = new DomainCommands.Options(quick, reportsErrors, persistent);
        this.link = new LibvirtLink(uri, this::onEvent, this::notifyListeners);
    }

    private void onEvent(DomainEvents.Kind kind, String uuid, String alias) {
        removals.on(kind, uuid, alias);
        changed.add(uuid);
        notifyListeners();
    }

    private void notifyListeners() {
        listeners.forEach(Runnable::run);
    }

    @Override
    public List<VirtualMachine> vms() {
        return vms;
    }

    /** What keeps libvirt from answering; empty when it does. */
    public String trouble() {
        return trouble;
    }

    @Override
    public List<VirtualMachine> refresh(Duration deadline) {
        changed.clear();
        return read(deadline, true);
    }

    @Override
    public List<VirtualMachine> refreshChanged(Duration deadline) {
        return read(deadline, false);
    }

    /** Which domains run is asked in any case, in one call. */
    private synchronized List<VirtualMachine> read(Duration wait, boolean all) {
        Duration deadline = trouble.isEmpty() || wait.compareTo(PROBE) < 0 ? wait : PROBE;
        try {
            Collection<LibvirtDomain> fresh = find(deadline);
            List<LibvirtDomain> some = new ArrayList<>();
            byUuid.forEach((uuid, domain) -> {
                boolean told = changed.remove(uuid);
                if (all || told || fresh.contains(domain) || !isReachable(domain)) {
                    some.add(domain);
                }
            });
            readEach(some, deadline);
            if (!trouble.isEmpty()) {
                LOG.info("libvirt answers again");
            }
            trouble = "";
        } catch (LinkException e) {
            lost(String.valueOf(e.getMessage()));
        }
        publish();
        return vms;
    }

    /** Takes note of domains that came and went; the answer is those that came, and all when the connection is new. */
    private Collection<LibvirtDomain> find(Duration deadline) throws LinkException {
        Map<String, LibvirtDomain> found = new HashMap<>();
        List<LibvirtDomain> fresh = new ArrayList<>();
        for (Named running : link.call("which domains run", deadline, LibvirtHypervisor::named)) {
            LibvirtDomain domain = byUuid.get(running.uuid());
            if (domain == null) {
                domain = new LibvirtDomain(link, processes, running.domain(), running.name());
                fresh.add(domain);
            } else if (domain.reconnected(running.domain())) {
                fresh.add(domain);
            }
            found.put(running.uuid(), domain);
        }
        byUuid.keySet().retainAll(found.keySet());
        byUuid.putAll(found);
        return fresh;
    }

    private record Named(String uuid, String name, Domain domain) {}

    private static List<Named> named(Connection connection) throws org.libvirt.LibvirtException {
        List<Named> found = new ArrayList<>();
        for (Domain domain : connection.running()) {
            found.add(new Named(domain.getUUIDString(), domain.getName(), domain));
        }
        return found;
    }

    private void readEach(List<LibvirtDomain> some, Duration deadline) throws LinkException {
        Map<LibvirtDomain, CompletableFuture<Void>> readings = new HashMap<>();
        for (LibvirtDomain domain : some) {
            readings.put(domain, CompletableFuture.runAsync(() -> readOne(domain, deadline), threads));
        }
        // Each takes a few calls; the bound is for those that answer each at the last moment.
        long end = System.nanoTime() + deadline.multipliedBy(4).toNanos();
        for (Map.Entry<LibvirtDomain, CompletableFuture<Void>> reading : readings.entrySet()) {
            try {
                reading.getValue().get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (TimeoutException | ExecutionException e) {
                reading.getKey().silent("it has not answered in time");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new LinkException(LinkException.Kind.TIMEOUT, "interrupted");
            }
        }
    }

    private void readOne(LibvirtDomain domain, Duration deadline) {
        try {
            if (!domain.refresh(deadline)) {
                byUuid.values().remove(domain);
            }
        } catch (LinkException e) {
            if (e.kind() == LinkException.Kind.NO_DOMAIN) {
                byUuid.values().remove(domain);
            } else {
                domain.silent(String.valueOf(e.getMessage()));
            }
        }
    }

    private static boolean isReachable(LibvirtDomain domain) {
        return domain.last().filter(VirtualMachine::reachable).isPresent();
    }

    private void lost(String why) {
        if (trouble.isEmpty() && !closed) {
            LOG.warn("libvirt does not answer: {}", why);
        }
        trouble = why;
        byUuid.values().forEach(domain -> domain.silent("libvirt does not answer: " + why));
    }

    private void publish() {
        Map<String, VirtualMachine> machines = new TreeMap<>();
        Map<String, LibvirtDomain> names = new HashMap<>();
        byUuid.forEach((uuid, domain) -> domain.last().ifPresent(vm -> {
            machines.put(vm.name(), vm);
            names.put(vm.name(), domain);
        }));
        byName = Map.copyOf(names);
        vms = List.copyOf(machines.values());
        retryLater();
    }

    private synchronized void retryLater() {
        if (trouble.isEmpty() && byUuid.values().stream().allMatch(LibvirtHypervisor::isReachable)) {
            retryMillis = FIRST_RETRY_MILLIS;
        } else if (!retryPending && !closed) {
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
        notifyListeners();
    }

    private interface Work {
        void run(DomainCommands commands) throws LinkException, QmpException, VmException;
    }

    /** Does something to a domain, alone on it. */
    private void with(String name, String tried, Duration deadline, Work work) throws VmException {
        LibvirtDomain domain = byName.get(name);
        if (domain == null) {
            throw new VmException(Kind.NO_SUCH_VM, new Trouble(name, tried, "no domain of this name is running", ""));
        }
        try {
            synchronized (domain.commands()) {
                insist(domain, deadline, work);
            }
        } catch (LinkException e) {
            throw new VmException(kindOf(e), new Trouble(name, tried, String.valueOf(e.getMessage()), remedy(e)), e);
        } catch (QmpException e) {
            throw new VmException(kindOf(e), new Trouble(name, tried, String.valueOf(e.getMessage()), remedy(e)), e);
        } finally {
            byUuid.forEach((uuid, d) -> {
                if (d == domain) {
                    changed.add(uuid);
                }
            });
            notifyListeners();
        }
    }

    /** A daemon that is started anew in the middle loses the call and no more: what is done is seen, and not done twice. */
    private void insist(LibvirtDomain domain, Duration deadline, Work work)
            throws LinkException, QmpException, VmException {
        long end = System.nanoTime() + deadline.toNanos();
        while (true) {
            try {
                work.run(new DomainCommands(domain, options, removals));
                return;
            } catch (LinkException e) {
                if (e.kind() != LinkException.Kind.LOST || !awaitLibvirt(end)) {
                    throw e;
                }
            } catch (QmpException e) {
                if (e.kind() != QmpException.Kind.DISCONNECTED || !awaitLibvirt(end)) {
                    throw e;
                }
            }
        }
    }

    /** Whether it is there again by then; its domains with it. */
    private boolean awaitLibvirt(long end) {
        long pause = FIRST_RETRY_MILLIS;
        while (System.nanoTime() < end && !closed) {
            read(options.quick(), false);
            if (trouble.isEmpty()) {
                return true;
            }
            try {
                TimeUnit.MILLISECONDS.sleep(pause); // nothing tells that a daemon listens
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
            pause = Math.min(pause * 2, 1000);
        }
        return false;
    }

    private static Kind kindOf(LinkException e) {
        return switch (e.kind()) {
            case LOST -> Kind.UNREACHABLE;
            case TIMEOUT -> Kind.TIMEOUT;
            case ERROR -> Kind.REFUSED;
            case NO_DOMAIN -> Kind.NO_SUCH_VM;
        };
    }

    private static String remedy(LinkException e) {
        return switch (e.kind()) {
            case LOST -> "see that libvirt's daemon runs";
            case TIMEOUT -> "see whether libvirt's daemon is overloaded, or waits for the domain's QEMU";
            case ERROR, NO_DOMAIN -> "";
        };
    }

    private static Kind kindOf(QmpException e) {
        return switch (e.kind()) {
            case NOBODY, DISCONNECTED -> Kind.UNREACHABLE;
            case PROTOCOL, TIMEOUT -> Kind.TIMEOUT;
            case ERROR -> Kind.REFUSED;
        };
    }

    private static String remedy(QmpException e) {
        return switch (e.kind()) {
            case NOBODY, DISCONNECTED -> "see that libvirt's daemon runs";
            case PROTOCOL, TIMEOUT -> "see whether its QEMU is stopped, or libvirt busy with the domain";
            case ERROR -> "";
        };
    }

    @Override
    public void attach(String vm, String device, PciAddress host, Optional<String> bus, Duration deadline)
            throws VmException {
        with(
                vm,
                "attach " + host + " as " + device,
                deadline,
                commands -> commands.attach(device, host, bus, deadline));
    }

    @Override
    public void detach(String vm, String device, Duration deadline) throws VmException {
        with(vm, "detach " + device, deadline, commands -> commands.detach(device, deadline));
    }

    @Override
    public void pause(String vm, String device, Duration deadline) throws VmException {
        with(vm, "pause " + device, deadline, commands -> commands.pause(device, deadline));
    }

    @Override
    public void resume(String vm, String device, PciAddress host, Duration deadline) throws VmException {
        with(vm, "resume " + device + " with " + host, deadline, commands -> commands.resume(device, host, deadline));
    }

    @Override
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    @Override
    public void close() {
        closed = true;
        link.close();
        threads.shutdownNow();
    }
}
