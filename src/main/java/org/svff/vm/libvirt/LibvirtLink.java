package org.svff.vm.libvirt;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.libvirt.Error.ErrorNumber;
import org.libvirt.LibvirtException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.svff.vm.libvirt.LinkException.Kind;

/**
 * The way to libvirt's daemon: opened when it is needed, opened anew when it was lost. Every call runs on a thread of its
 * own and is waited for until its deadline, since libvirt's own calls have none. Thread-safe.
 */
final class LibvirtLink implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LibvirtLink.class);

    private final String uri;
    private final DomainEvents events;
    private final Runnable onLoss;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "svff-libvirt");
        thread.setDaemon(true);
        return thread;
    });
    private @Nullable Connection connection;
    private @Nullable CompletableFuture<Connection> opening;
    private boolean closed;

    /** @param onLoss runs, on the event loop's thread, when the connection has ended */
    LibvirtLink(String uri, DomainEvents.Listener listener, Runnable onLoss) {
        this.uri = uri;
        this.events = new DomainEvents(listener);
        this.onLoss = onLoss;
        EventLoop.keep(events);
    }

    /**
     * Asks libvirt.
     *
     * @param what the question, for the message when no answer comes
     */
    <T> T call(String what, Duration deadline, Connection.Call<T> call) throws LinkException {
        return await(start(connected(deadline), call), deadline, what);
    }

    /** Begins to ask, for those who must know whether a call that was given up has come back; see {@link #await}. */
    <T> CompletableFuture<T> start(Connection on, Connection.Call<T> call) {
        return run(() -> on.use(call), on);
    }

    private interface Task<T> {
        T run() throws LibvirtException;
    }

    private <T> CompletableFuture<T> run(Task<T> task, @Nullable Connection on) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        threads.execute(() -> {
            try {
                answer.complete(task.run());
            } catch (LibvirtException e) {
                answer.completeExceptionally(new LinkException(kindOf(e, on), message(e)));
            } catch (RuntimeException | LinkageError e) {
                LOG.error("a call of libvirt", e);
                answer.completeExceptionally(new LinkException(Kind.ERROR, e.toString()));
            }
        });
        return answer;
    }

    private static Kind kindOf(LibvirtException e, @Nullable Connection on) {
        if (on == null || on.isLost()) {
            return Kind.LOST;
        }
        ErrorNumber code = e.getError().getCode();
        return code == ErrorNumber.VIR_ERR_NO_DOMAIN ? Kind.NO_DOMAIN : Kind.ERROR;
    }

    private static String message(LibvirtException e) {
        return String.valueOf(e.getMessage());
    }

    <T> T await(CompletableFuture<T> answer, Duration deadline, String what) throws LinkException {
        try {
            return answer.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof LinkException known) {
                throw new LinkException(known.kind(), String.valueOf(known.getMessage()));
            }
            throw new LinkException(Kind.ERROR, String.valueOf(cause));
        } catch (TimeoutException e) {
            throw new LinkException(
                    Kind.TIMEOUT,
                    "libvirt (" + uri + ") has not answered within " + deadline.toMillis() + " ms: " + what);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LinkException(Kind.TIMEOUT, "interrupted while waiting for libvirt: " + what);
        }
    }

    /** The open connection; opened when there is none. One opening at a time: a daemon that hangs takes one thread. */
    Connection connected(Duration deadline) throws LinkException {
        EventLoop.ensure();
        CompletableFuture<Connection> future;
        synchronized (this) {
            Connection present = connection;
            if (present != null && !present.isLost()) {
                return present;
            }
            drop();
            if (closed) {
                throw new LinkException(Kind.LOST, "the agent ends");
            }
            if (opening == null || opening.isDone()) {
                opening = run(() -> new Connection(uri, events, onLoss), null);
            }
            future = opening;
        }
        Connection fresh = await(future, deadline, "open a connection");
        synchronized (this) {
            if (connection == null) {
                connection = fresh;
                LOG.info("connected to libvirt at {}", uri);
            }
            return connection;
        }
    }

    private synchronized void drop() {
        Connection old = connection;
        connection = null;
        if (old != null) {
            threads.execute(() -> {
                try {
                    old.end();
                } catch (LibvirtException e) {
                    EventLoop.keep(old);
                    LOG.debug("closing the connection to libvirt: {}", e.getMessage());
                }
            });
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        drop();
        threads.shutdown();
    }
}
