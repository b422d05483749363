package org.svff.host;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One call into the kernel, from its start to its end, which may be long after anybody waited for it. */
final class RunningCall<T> implements Runnable, PendingCall<T>, GuardedSysfs.Watch {
    private enum Phase {
        WAITING,
        RUNNING,
        ENDED
    }

    private record Access(String text, Instant since) {}

    private final KernelCalls calls;
    private final LaneUse use;
    private final String what;
    private final long deadline;
    private final KernelCall<T> body;
    private final Sysfs sysfs;
    private final Clock clock;
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private volatile Access access;
    private volatile boolean abandoned;
    /** These two are guarded by the lock of {@link KernelCalls}. */
    private Phase phase = Phase.WAITING;

    private Optional<StuckCall> stuck = Optional.empty();

    RunningCall(
            KernelCalls calls,
            LaneUse use,
            String what,
            Duration deadline,
            KernelCall<T> body,
            Sysfs sysfs,
            Clock clock) {
        this.calls = calls;
        this.use = use;
        this.what = what;
        this.deadline = System.nanoTime() + deadline.toNanos();
        this.body = body;
        this.sysfs = sysfs;
        this.clock = clock;
        access = new Access(what, clock.instant());
    }

    @Override
    public void run() {
        try {
            calls.enter(this);
        } catch (HostException e) {
            result.completeExceptionally(e);
            return;
        }
        T value;
        try {
            value = body.run(new GuardedSysfs(sysfs, this));
        } catch (SysfsException | HostException | RuntimeException | Error e) {
            calls.leave(this);
            result.completeExceptionally(e);
            return;
        }
        // Before the result is known: the caller's next call shall find the lanes free.
        calls.leave(this);
        result.complete(value);
    }

    @Override
    public T await() throws SysfsException, HostException {
        try {
            return result.get(Math.max(0, nanosLeft()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            if (!calls.giveUp(this)) {
                return ended();
            }
            throw stuck.isPresent() ? Stuckness.stuck(use, what, stuck.get()) : Stuckness.busy(use, what);
        } catch (ExecutionException e) {
            throw rethrown(e);
        } catch (InterruptedException e) {
            throw Stuckness.interrupted(e);
        }
    }

    private T ended() throws SysfsException, HostException {
        try {
            return result.get();
        } catch (ExecutionException e) {
            throw rethrown(e);
        } catch (InterruptedException e) {
            throw Stuckness.interrupted(e);
        }
    }

    private static RuntimeException rethrown(ExecutionException e) throws SysfsException, HostException {
        Throwable cause = e.getCause();
        if (cause instanceof SysfsException answer) {
            throw answer;
        }
        if (cause instanceof HostException trouble) {
            throw trouble;
        }
        return new IllegalStateException("a call into the kernel failed", cause);
    }

    LaneUse use() {
        return use;
    }

    String what() {
        return what;
    }

    long nanosLeft() {
        return deadline - System.nanoTime();
    }

    void begin() {
        phase = Phase.RUNNING;
        access = new Access(what, clock.instant());
    }

    void end() {
        phase = Phase.ENDED;
    }

    /** Nobody waits any more; false when it has ended already. */
    boolean abandon() {
        if (phase == Phase.ENDED) {
            return false;
        }
        abandoned = true;
        if (phase == Phase.RUNNING) {
            stuck = Optional.of(new StuckCall(use.lanes(), what, access.text(), access.since()));
        }
        return true;
    }

    Optional<StuckCall> stuck() {
        return stuck;
    }

    @Override
    public boolean isAbandoned() {
        return abandoned;
    }

    @Override
    public void accessing(String text) {
        access = new Access(text, clock.instant());
    }
}
