package org.svff.jconsole.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Outages that ended while the tab looked on, oldest first: worked out from what each binding's counters did. */
public record Outages(List<Outage> ended) {
    public static final Outages NONE = new Outages(List.of());

    private static final int MOST = 500;

    public Outages {
        ended = List.copyOf(ended.subList(Math.max(0, ended.size() - MOST), ended.size()));
    }

    /** The same after another look at the host. A binding that was not there before tells nothing yet. */
    public Outages with(Host before, Host now) {
        Map<String, Binding> old = before.bindingsByName();
        List<Outage> next = new ArrayList<>(ended);
        for (Binding b : now.bindings()) {
            Binding was = old.get(b.name());
            if (was != null && b.outages() > was.outages()) {
                next.add(new Outage(b.name(), now.takenAt(), b.lastOutageMillis()));
            }
        }
        return next.size() == ended.size() ? this : new Outages(next);
    }
}
