package org.svff.jconsole.model;

import java.util.List;

/** What became of an act. */
public record Report(
        String id,
        String request,
        String outcome,
        boolean success,
        long durationMillis,
        List<String> troubles,
        List<String> notes) {
    public Report {
        troubles = List.copyOf(troubles);
        notes = List.copyOf(notes);
    }

    public boolean running() {
        return outcome.equals("RUNNING");
    }
}
