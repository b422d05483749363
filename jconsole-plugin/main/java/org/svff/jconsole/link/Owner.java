package org.svff.jconsole.link;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The one thread to which a link's state belongs. Nothing may block on it. Once closed it does nothing any more. */
final class Owner implements AutoCloseable {
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "svff-tab");
        made.setDaemon(true);
        return made;
    });

    void soon(Runnable task) {
        later(task, Duration.ZERO);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // tasks tell by what they do
    void later(Runnable task, Duration delay) {
        try {
            thread.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // the tab is closed
        }
    }

    /** Tells on this thread what came of a call. */
    @SuppressWarnings("FutureReturnValueIgnored") // it has been told
    <T> void after(CompletableFuture<T> call, BiConsumer<@Nullable T, @Nullable Throwable> then) {
        call.whenCompleteAsync(then, thread);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
