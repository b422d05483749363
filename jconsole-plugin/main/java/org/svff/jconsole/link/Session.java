package org.svff.jconsole.link;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javax.management.JMException;
import javax.management.NotificationListener;
import org.svff.jconsole.model.Agent;
import org.svff.jconsole.model.Happening;
import org.svff.jconsole.model.Host;
import org.svff.jconsole.model.Operations;
import org.svff.jconsole.model.User;

/** A subscription to the agent, from its beginning to its end, and the events that came and were not yet looked at. */
final class Session {
    /** What the agent said when the session began. */
    record Greeting(Session session, Agent agent, User user, Operations operations, Host host) {}

    private final Calls calls;
    private final ConcurrentLinkedQueue<Happening> came = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean told = new AtomicBoolean();
    private final NotificationListener events;
    private final NotificationListener coming;
    private long sequence = -1;

    /**
     * @param onEvents is called when events have come, once for all that come before they are drained
     * @param onComing is called when the agent's MBean is registered anew: then this session hears nothing more
     */
    Session(Calls calls, Consumer<Session> onEvents, Consumer<Session> onComing) {
        this.calls = calls;
        this.events = (notification, handback) -> {
            came.add(AnswerReader.happening(notification));
            if (told.compareAndSet(false, true)) {
                onEvents.accept(this);
            }
        };
        this.coming = (notification, handback) -> onComing.accept(this);
    }

    /**
     * Subscribes first and asks then, so that nothing falls between. Blocks.
     *
     * @throws javax.management.InstanceNotFoundException when there is no agent here
     */
    Greeting begin() throws IOException, JMException {
        calls.subscribe(events);
        calls.subscribeToComing(coming);
        return new Greeting(this, calls.agent(), calls.user(), calls.history(), calls.snapshot());
    }

    /** Ends it where its connection still stands; else it has ended already. Blocks. */
    void end() {
        calls.unsubscribe(events, coming);
    }

    Calls calls() {
        return calls;
    }

    /** What came since, oldest first, with a word where some were lost. By one thread only. */
    List<Happening> drain() {
        told.set(false);
        List<Happening> batch = new ArrayList<>();
        for (Happening h = came.poll(); h != null; h = came.poll()) {
            long lost = sequence < 0 ? 0 : h.sequence() - sequence - 1;
            if (lost > 0) {
                batch.add(Happening.ofLink(h.at(), lost + " events were lost here"));
            }
            sequence = Math.max(sequence, h.sequence());
            batch.add(h);
        }
        return batch;
    }
}
