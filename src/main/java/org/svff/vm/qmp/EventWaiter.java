package org.svff.vm.qmp;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Waits for an event that was asked for with {@link QmpClient#expect}. */
public final class EventWaiter implements AutoCloseable {
    private final QmpClient client;
    private final CompletableFuture<QmpEvent> found;
    private final Runnable forget;

    EventWaiter(QmpClient client, CompletableFuture<QmpEvent> found, Runnable forget) {
        this.client = client;
        this.found = found;
        this.forget = forget;
    }

    /**
     * Waits for it.
     *
     * @throws QmpException TIMEOUT when it has not come in time
     */
    public QmpEvent await(Duration deadline) throws QmpException {
        return client.await(found, deadline, "the event");
    }

    @Override
    public void close() {
        forget.run();
    }
}
