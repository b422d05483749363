package org.svff.jmx.connect;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The places that a connector has for connections. Those who are not known yet are few at a time, have little time, and
 * when they are too many the oldest of them has to go: so the silent keep nobody out. Thread-safe.
 */
final class Places implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Places.class);

    /** Connections whose users are not known yet. */
    static final int MOST_STRANGERS = 64;

    /** Of these, from one address. */
    static final int MOST_STRANGERS_FROM_ONE = 48;

    static final int STRANGERS_SECONDS = 15;

    /** A connection that has a place. */
    interface Guest {
        /** Where it comes from, in numbers. */
        String from();

        /** Ends it at once, whatever it is in the middle of. */
        void cut();
    }

    private final int most;
    private final Map<Guest, ScheduledFuture<?>> strangers = new LinkedHashMap<>();
    private final Set<Guest> all = new LinkedHashSet<>();
    private final ScheduledExecutorService deadlines;

    /** @param most strangers and those who are known together */
    Places(int most, String thread) {
        this.most = most;
        this.deadlines = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread made = new Thread(work, thread);
            made.setDaemon(true);
            return made;
        });
    }

    /**
     * Gives a stranger a place. The oldest stranger goes when there are too many; when all places are taken by those who
     * are known, the newcomer does.
     *
     * @return whether there is one; else the newcomer is to be cut
     */
    synchronized boolean enter(Guest guest) {
        long same = strangers.keySet().stream()
                .filter(s -> s.from().equals(guest.from()))
                .count();
        if (strangers.size() >= MOST_STRANGERS || same >= MOST_STRANGERS_FROM_ONE) {
            cutOldest(same < MOST_STRANGERS_FROM_ONE ? "" : guest.from());
        }
        if (all.size() >= most) {
            LOG.warn("{} connections are open, as many as jmx.connections allows; another is turned away", all.size());
            return false;
        }
        if (deadlines.isShutdown()) {
            return false;
        }
        all.add(guest);
        strangers.put(guest, deadlines.schedule(guest::cut, STRANGERS_SECONDS, TimeUnit.SECONDS));
        return true;
    }

    /** @param from of whom; empty for anybody */
    private void cutOldest(String from) {
        Iterator<Map.Entry<Guest, ScheduledFuture<?>>> oldest =
                strangers.entrySet().iterator();
        while (oldest.hasNext()) {
            Map.Entry<Guest, ScheduledFuture<?>> old = oldest.next();
            if (from.isEmpty() || old.getKey().from().equals(from)) {
                oldest.remove();
                old.getValue().cancel(false);
                all.remove(old.getKey());
                old.getKey().cut();
                return;
            }
        }
    }

    /** It has shown who it is: it may stay. */
    synchronized void known(Guest guest) {
        ScheduledFuture<?> deadline = strangers.remove(guest);
        if (deadline != null) {
            deadline.cancel(false);
        }
    }

    /** It has ended. */
    synchronized void gone(Guest guest) {
        known(guest);
        all.remove(guest);
    }

    /** Cuts all of them off. */
    @Override
    public void close() {
        List<Guest> left;
        synchronized (this) {
            deadlines.shutdownNow();
            left = new ArrayList<>(all);
        }
        left.forEach(Guest::cut);
    }
}
