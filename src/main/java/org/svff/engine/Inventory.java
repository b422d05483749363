package org.svff.engine;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.svff.host.SriovHost;
import org.svff.host.UeventSource;
import org.svff.vm.Hypervisor;
import org.svff.world.PhysicalFunction;
import org.svff.world.SvffException;
import org.svff.world.VirtualMachine;
import org.svff.world.World;

/**
 * Keeps the world up to date: reads it anew when the kernel or a VM tells that something changed, when asked to, and
 * now and then in any case. One thread reads; everybody else takes the last result. Thread-safe.
 */
final class Inventory implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Inventory.class);

    private static final Duration WHILE_HELD = Duration.ofSeconds(2);

    private final SriovHost host;
    private final Hypervisor vms;
    private final Obligations obligations;
    private final CardBook cards;
    private final WorldDiff diff;
    private final Clock clock;
    private final Duration poll;
    private final Duration hostDeadline;
    private final Duration vmDeadline;
    private final UeventSource.Subscription uevents;
    private final Thread reader;

    private volatile Consumer<World> onRead = read -> {};
    private volatile World world = World.empty();
    private volatile String lastError = "";
    private long asked = 1;
    private long vmsAsked = 1;
    private long answered;
    private int holds;
    private long lastRead = System.nanoTime();
    private boolean closed;

    /**
     * Begins to read at once.
     *
     * @param poll how often to read without being told of a change
     * @param hostDeadline how long the kernel may take to answer for a PF
     * @param vmDeadline how long a VM may take to answer
     */
    Inventory(
            SriovHost host,
            UeventSource uevents,
            Hypervisor vms,
            Obligations obligations,
            CardBook cards,
            EventBus events,
            Clock clock,
            Duration poll,
            Duration hostDeadline,
            Duration vmDeadline) {
        this.host = host;
        this.vms = vms;
        this.obligations = obligations;
        this.cards = cards;
        this.diff = new WorldDiff(events);
        this.clock = clock;
        this.poll = poll;
        this.hostDeadline = hostDeadline;
        this.vmDeadline = vmDeadline;
        this.reader = Threads.named("svff-inventory").newThread(this::readOnAndOn);
        this.uevents = uevents.subscribe(
                event -> {
                    if (matters(event.subsystem())) {
                        touch();
                    }
                },
                this::touch);
        vms.onChange(this::touch);
        host.onRecovered(lane -> touch());
        reader.start();
    }

    private static boolean matters(String subsystem) {
        return subsystem.equals("pci") || subsystem.startsWith("vfio") || subsystem.equals("net");
    }

    /** Has the listener told of each world that is read from now on; it must not block. */
    void onRead(Consumer<World> listener) {
        onRead = listener;
        touch();
    }

    World world() {
        return world;
    }

    /** What kept the last reading from being whole; empty when nothing did. */
    String lastError() {
        return lastError;
    }

    /**
     * An operation runs: events are a reason to read now and then only, since it ends with a reading, and reading takes from
     * the processors and the kernel what the operation waits for. Who asks by {@link #refresh} is answered as ever.
     */
    synchronized void hold() {
        holds++;
    }

    /** It has ended. */
    synchronized void release() {
        holds--;
        notifyAll();
    }

    /** Something may have changed: read soon, of the VMs those that changed. */
    synchronized void touch() {
        asked++;
        notifyAll();
    }

    /** Reads everything anew, VMs too; waits for it at most so long, then answers what is known. */
    synchronized World refresh(Duration wait) {
        long ticket = ++asked;
        vmsAsked = ticket;
        notifyAll();
        long end = System.nanoTime() + wait.toNanos();
        try {
            while (answered < ticket && !closed) {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (left <= 0) {
                    break;
                }
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return world;
    }

    private void readOnAndOn() {
        while (true) {
            long ticket;
            boolean askVms;
            synchronized (this) {
                awaitRequest();
                if (closed) {
                    return;
                }
                ticket = asked;
                askVms = vmsAsked > answered;
            }
            try {
                read(askVms);
            } catch (RuntimeException e) {
                failed(e);
            }
            synchronized (this) {
                answered = ticket;
                notifyAll();
            }
        }
    }

    private synchronized void failed(RuntimeException e) {
        if (!closed) { // else what it read from has been closed too
            lastError = e.toString();
            LOG.error("reading the world failed", e);
        }
    }

    /** Nanoseconds until there is something to read; 0 when there is now. */
    private long due(long pollAt) {
        if (vmsAsked > answered || (asked > answered && holds == 0)) {
            return 0;
        }
        long at = asked > answered ? Math.min(pollAt, lastRead + WHILE_HELD.toNanos()) : pollAt;
        return Math.max(0, at - System.nanoTime());
    }

    /** Returns when something is asked for, or with a full reading asked for when it is time for one. */
    private void awaitRequest() {
        long pollAt = System.nanoTime() + poll.toNanos();
        try {
            for (long left = due(pollAt); left > 0 && !closed; left = due(pollAt)) {
                wait(TimeUnit.NANOSECONDS.toMillis(left) + 1);
            }
        } catch (InterruptedException e) {
            closed = true;
        }
        if (asked <= answered) {
            vmsAsked = ++asked;
        }
        lastRead = System.nanoTime();
    }

    private void read(boolean askVms) {
        World before = world;
        List<VirtualMachine> machines = askVms ? vms.refresh(vmDeadline) : vms.refreshChanged(vmDeadline);
        List<PhysicalFunction> pfs = before.pfs();
        try {
            pfs = host.read(hostDeadline);
            lastError = "";
        } catch (SvffException e) {
            lastError = e.trouble().toString();
            LOG.warn("{}", e.getMessage());
        }
        pfs = pfs.stream().map(cards::describe).toList();
        World after = new World(
                before.generation() + 1,
                clock.instant(),
                pfs,
                machines,
                Bindings.derive(pfs, machines, obligations.all()));
        world = after;
        diff.publish(before, after);
        onRead.accept(after);
    }

    @Override
    public void close() {
        uevents.close();
        synchronized (this) {
            closed = true;
            notifyAll();
        }
    }
}
