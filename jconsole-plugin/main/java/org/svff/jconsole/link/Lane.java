package org.svff.jconsole.link;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One thread on which calls to the agent are made, one after the other, each with a deadline. A call that does not come
 * back in time is left behind with its thread, and the next one gets a new thread.
 */
final class Lane implements AutoCloseable {
    private final String name;
    private ExecutorService thread;
    private boolean closed;

    Lane(String name) {
        this.name = name;
        this.thread = fresh(name);
    }

    private static ExecutorService fresh(String name) {
        return Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Makes a call when those before it are over.
     *
     * @param deadline from now, waiting for calls before it included
     * @return ends with {@link TimeoutException} when the deadline passes
     */
    <T> CompletableFuture<T> call(Duration deadline, Callable<T> task) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        ExecutorService asked;
        synchronized (this) {
            asked = thread;
            try {
                asked.execute(() -> answer(task, answer));
            } catch (RejectedExecutionException e) {
                answer.completeExceptionally(e);
            }
        }
        return answer.orTimeout(deadline.toMillis(), TimeUnit.MILLISECONDS).whenComplete((value, error) -> {
            if (error instanceof TimeoutException) {
                leave(asked);
            }
        });
    }

    @SuppressWarnings("IllegalCatch") // whatever it is, the asker is told
    private static <T> void answer(Callable<T> task, CompletableFuture<T> answer) {
        if (answer.isDone()) {
            return; // its deadline passed before its turn came
        }
        try {
            answer.complete(task.call());
        } catch (Exception | LinkageError e) {
            answer.completeExceptionally(e);
        }
    }

    private synchronized void leave(ExecutorService late) {
        late.shutdownNow();
        if (thread.equals(late) && !closed) {
            thread = fresh(name);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        thread.shutdownNow();
    }
}
