package org.svff.host;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.svff.pci.PciAddress;

/**
 * Runs calls into the kernel off the caller's thread, each with a deadline. A thread that hangs in the kernel cannot be
 * killed; it is counted, what it keeps closed is refused at once to later calls, and when it comes back all is well
 * again. Thread-safe.
 */
public final class KernelCalls implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KernelCalls.class);

    private final Sysfs sysfs;
    private final Clock clock;
    private final ExecutorService threads;
    private final List<Consumer<Lane>> recovered = new CopyOnWriteArrayList<>();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    /** Guarded by {@link #lock}; only lanes that something runs on or keeps closed. */
    private final Map<Lane, LaneState> lanes = new HashMap<>();

    public KernelCalls(Sysfs sysfs, Clock clock) {
        this.sysfs = sysfs;
        this.clock = clock;
        AtomicInteger count = new AtomicInteger();
        threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "svff-kernel-" + count.incrementAndGet());
            thread.setDaemon(true); // one that hangs in the kernel must not keep the agent from ending
            return thread;
        });
    }

    /**
     * Runs the call and waits for it.
     *
     * @param what stands in messages after "cannot": {@code "set the VF count to 4"}
     * @param deadline from now, waiting for the lanes included
     * @throws HostException of kind STUCK when the kernel did not answer in time or one of the lanes is closed by an
     *     earlier call that did not come back; BUSY when another call that is still within its own deadline had the
     *     lanes; and what the call itself throws
     */
    public <T> T call(LaneUse use, String what, Duration deadline, KernelCall<T> call)
            throws SysfsException, HostException {
        return start(use, what, deadline, call).await();
    }

    /** Starts the call; the deadline runs from now. */
    public <T> PendingCall<T> start(LaneUse use, String what, Duration deadline, KernelCall<T> call) {
        RunningCall<T> running = new RunningCall<>(this, use, what, deadline, call, sysfs, clock);
        threads.execute(running);
        return running;
    }

    /** Calls the listener, on a thread of this object, with each lane that is well again. */
    public void onRecovered(Consumer<Lane> listener) {
        recovered.add(listener);
    }

    /** Every call that has not come back; as many threads hang in the kernel. */
    public List<StuckCall> stuck() {
        lock.lock();
        try {
            return lanes.values().stream()
                    .flatMap(state -> state.stuck.stream())
                    .distinct()
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    /** The call that keeps this PF closed, if one does. */
    public List<StuckCall> stuckOn(PciAddress pf) {
        Lane lane = new Lane.OfPf(pf);
        return stuck().stream().filter(call -> call.closes(lane)).toList();
    }

    /** Ends idle threads; those in the kernel end when it lets them. */
    @Override
    public void close() {
        threads.shutdown();
    }

    /**
     * Waits until the call may use its lanes, and takes them.
     *
     * @throws HostException STUCK or BUSY
     */
    void enter(RunningCall<?> call) throws HostException {
        lock.lock();
        try {
            while (!tryEnter(call)) {
                long ignored = changed.awaitNanos(call.nanosLeft());
            }
        } catch (InterruptedException e) {
            throw Stuckness.interrupted(e);
        } finally {
            lock.unlock();
        }
    }

    private boolean tryEnter(RunningCall<?> call) throws HostException {
        LaneUse use = call.use();
        List<StuckCall> inTheWay = inTheWayOf(use);
        if (!inTheWay.isEmpty()) {
            throw Stuckness.refused(use, call.what(), inTheWay.get(0));
        }
        if (call.nanosLeft() <= 0 || call.isAbandoned()) {
            throw Stuckness.busy(use, call.what());
        }
        if (!use.lanes().stream().allMatch(lane -> isFree(lane, use))) {
            return false;
        }
        use.lanes().forEach(lane -> state(lane).enter(use));
        call.begin();
        return true;
    }

    /** A stuck PF holds, as a rule, the kernel's one lock too: what needs it would hang as well. */
    private List<StuckCall> inTheWayOf(LaneUse use) {
        return lanes.entrySet().stream()
                .filter(entry -> concerns(entry.getKey(), use))
                .map(Map.Entry::getValue)
                .map(state -> state.stuck)
                .flatMap(Collection::stream)
                .toList();
    }

    private static boolean concerns(Lane lane, LaneUse use) {
        return use.lanes().contains(lane) || (use.isHostWide() && lane instanceof Lane.OfPf);
    }

    private boolean isFree(Lane lane, LaneUse use) {
        LaneState state = lanes.get(lane);
        return state == null || state.isFreeFor(use);
    }

    private LaneState state(Lane lane) {
        return lanes.computeIfAbsent(lane, l -> new LaneState());
    }

    /** The call is over, in time or late. */
    void leave(RunningCall<?> call) {
        List<Lane> well;
        lock.lock();
        try {
            call.end();
            call.use().lanes().forEach(lane -> state(lane).leave(call));
            well = call.isAbandoned()
                    ? call.use().lanes().stream()
                            .filter(lane -> state(lane).stuck.isEmpty())
                            .toList()
                    : List.of();
            lanes.values().removeIf(LaneState::isIdle);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        for (Lane lane : well) {
            LOG.info("{}: the kernel answers again", lane);
            recovered.forEach(listener -> listener.accept(lane));
        }
    }

    /**
     * Nobody waits for the call any more.
     *
     * @return false when it ended in this very moment: its result counts
     */
    boolean giveUp(RunningCall<?> call) {
        lock.lock();
        try {
            if (!call.abandon()) {
                return false;
            }
            call.stuck().ifPresent(stuck -> {
                LOG.warn("{}: {}", call.use().device(), stuck);
                call.use().lanes().forEach(lane -> state(lane).stuck.add(stuck));
            });
            changed.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }
}
