package org.svff.engine;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Numbers events and hands them to the listeners, in order, on one thread of its own. Thread-safe. */
final class EventBus implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventBus.class);

    private final Clock clock;
    private final List<Consumer<Event>> listeners = new CopyOnWriteArrayList<>();
    private final ExecutorService dispatcher = Executors.newSingleThreadExecutor(Threads.named("svff-events"));
    private long sequence;

    EventBus(Clock clock) {
        this.clock = clock;
    }

    synchronized void publish(EventType type, String subject, String message, String before, String after) {
        Event event = new Event(++sequence, clock.instant(), type, subject, message, before, after);
        if (!dispatcher.isShutdown()) {
            dispatcher.execute(() -> dispatch(event));
        }
    }

    /** The sequence number of the last event; 0 when there was none. */
    synchronized long last() {
        return sequence;
    }

    private void dispatch(Event event) {
        for (Consumer<Event> listener : listeners) {
            try {
                listener.accept(event);
            } catch (RuntimeException e) {
                LOG.warn("a listener failed on {}", event, e);
            }
        }
    }

    Control.Subscription subscribe(Consumer<Event> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public synchronized void close() {
        dispatcher.shutdown();
    }
}
