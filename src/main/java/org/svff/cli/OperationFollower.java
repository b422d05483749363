package org.svff.cli;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.svff.cli.print.Progress;
import org.svff.jmx.AgentNotification;
import org.svff.jmx.view.PlanView;

/** Follows one operation by the agent's notifications: shows its steps, knows when it has ended. Thread-safe. */
final class OperationFollower {
    private final Progress progress;
    private final Optional<PlanView> plan;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    /** Guarded by {@link #lock}. */
    private final Set<String> over = new HashSet<>();
    /** Guarded by {@link #lock}. */
    private String id = "";

    /** @param plan of the operation, by whose words it is told from those of others; empty when it is not known */
    OperationFollower(Progress progress, Optional<PlanView> plan) {
        this.progress = progress;
        this.plan = plan;
    }

    void take(AgentNotification n) {
        lock.lock();
        try {
            switch (n.type()) {
                case "svff.operation.started" -> {
                    if (id.isEmpty()) {
                        plan.filter(p -> p.request().equals(n.message())).ifPresent(p -> {
                            id = n.subject();
                            progress.begin(p.changes(), p.request());
                        });
                    }
                }
                case "svff.operation.progress" -> {
                    if (n.subject().equals(id)) {
                        progress.step(n);
                    }
                }
                case "svff.operation.finished" -> {
                    over.add(n.subject());
                    ended.signalAll();
                }
                default -> {}
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the operation's end has been told, or the time is over. */
    void await(String operation, Duration most) throws InterruptedException {
        lock.lock();
        try {
            long left = most.toNanos();
            while (!over.contains(operation) && left > 0) {
                left = ended.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Shows no more steps. */
    void stop() {
        lock.lock();
        try {
            id = "none";
            progress.end();
        } finally {
            lock.unlock();
        }
    }
}
