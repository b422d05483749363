package org.svff.jconsole.model;

import java.util.ArrayList;
import java.util.List;

/** The last events, newest first. */
public record Events(List<Happening> newest) {
    public static final Events NONE = new Events(List.of());

    /** How many are kept. */
    public static final int MOST = 300;

    public Events {
        newest = List.copyOf(newest.subList(0, Math.min(MOST, newest.size())));
    }

    /** The same with those that came after, oldest first. Progress is shown elsewhere. */
    public Events with(List<Happening> came) {
        List<Happening> next = new ArrayList<>();
        for (int i = came.size() - 1; i >= 0; i--) {
            if (!came.get(i).type().equals(OperationRun.PROGRESS)) {
                next.add(came.get(i));
            }
        }
        next.addAll(newest);
        return new Events(next);
    }
}
