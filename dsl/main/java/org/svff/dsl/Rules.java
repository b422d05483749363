package org.svff.dsl;

import java.util.ArrayList;
import java.util.List;

/** Collects the statements of a script while it runs, and where each stands. */
final class Rules {
    /** More than anybody writes by hand; a script that makes more is in error. */
    private static final int MOST = 10_000;

    private final String file;
    private final String scriptClass;
    private final List<Policy.Rule> rules = new ArrayList<>();

    Rules(String file, String scriptClass) {
        this.file = file;
        this.scriptClass = scriptClass;
    }

    /** The line of the script that is being run. */
    Place here() {
        int line = StackWalker.getInstance()
                .walk(frames -> frames.filter(f -> f.getClassName().startsWith(scriptClass))
                        .mapToInt(StackWalker.StackFrame::getLineNumber)
                        .findFirst()
                        .orElse(1));
        return new Place(file, line);
    }

    /** The line of the script in which this was thrown. */
    Place at(Throwable thrown) {
        for (StackTraceElement frame : thrown.getStackTrace()) {
            if (frame.getClassName().startsWith(scriptClass) && frame.getLineNumber() > 0) {
                return new Place(file, frame.getLineNumber());
            }
        }
        return new Place(file, 1);
    }

    void add(Policy.Rule rule) {
        if (rules.size() >= MOST) {
            throw new IllegalArgumentException("more than " + MOST + " statements");
        }
        rules.add(rule);
    }

    Policy policy() {
        return new Policy(file, of(Policy.Quota.class), of(Policy.Card.class), of(Policy.Assign.class));
    }

    private <T extends Policy.Rule> List<T> of(Class<T> type) {
        return rules.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
