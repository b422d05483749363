package org.svff.vm.libvirt;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for the word that a device is gone, or is not going to be. */
final class RemovalWaiter implements AutoCloseable {
    private final Registry registry;
    private final String uuid;
    private final String alias;
    private final CompletableFuture<DomainEvents.Kind> end = new CompletableFuture<>();

    private RemovalWaiter(Registry registry, String uuid, String alias) {
        this.registry = registry;
        this.uuid = uuid;
        this.alias = alias;
    }

    /** Those who wait. */
    static final class Registry {
        private final Set<RemovalWaiter> waiting = ConcurrentHashMap.newKeySet();

        /** To be had before the device is asked for. */
        RemovalWaiter expect(String uuid, String alias) {
            RemovalWaiter waiter = new RemovalWaiter(this, uuid, alias);
            waiting.add(waiter);
            return waiter;
        }

        void on(DomainEvents.Kind kind, String uuid, String alias) {
            if (kind == DomainEvents.Kind.DEVICE_REMOVED || kind == DomainEvents.Kind.DEVICE_REMOVAL_FAILED) {
                waiting.stream()
                        .filter(w -> w.uuid.equals(uuid) && w.alias.equals(alias))
                        .forEach(w -> w.end.complete(kind));
            }
        }
    }

    /** What came; empty when nothing has within the deadline. */
    Optional<DomainEvents.Kind> await(Duration deadline) {
        try {
            return Optional.of(end.get(deadline.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException | ExecutionException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        registry.waiting.remove(this);
    }
}
