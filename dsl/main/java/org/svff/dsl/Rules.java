package org.svff.dsl;

import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Collects the statements of a script while it runs, and where each stands. */
final class Rules {
    /** More than anybody writes by hand; a script that makes more is in error. */
    private static final int MOST = 10_000;

    private final String file;
    private final String scriptClass;
    private final Map<String, List<String>> groups = new TreeMap<>();
    private final Map<LocalTime, Part> periods = new TreeMap<>();
    private final List<Policy.Reaction> actions = new ArrayList<>();
    private final Part always;
    private Part current;
    private int count;
    private boolean isWithinPeriod;
    private boolean closed;

    /** The statements that hold always, or from a time on. */
    private record Part(Place place, List<Policy.Rule> rules) {
        <T extends Policy.Rule> List<T> of(Class<T> type) {
            return rules.stream().filter(type::isInstance).map(type::cast).toList();
        }
    }

    Rules(String file, String scriptClass) {
        this.file = file;
        this.scriptClass = scriptClass;
        this.always = new Part(new Place(file, 1), new ArrayList<>());
        this.current = always;
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

    private void another() {
        if (closed) {
            throw new IllegalStateException("this may not stand within actions");
        }
        if (++count > MOST) {
            throw new IllegalArgumentException("more than " + MOST + " statements");
        }
    }

    void add(Policy.Rule rule) {
        another();
        current.rules.add(rule);
    }

    void add(Policy.Reaction reaction) {
        another();
        if (isWithinPeriod) {
            throw new IllegalArgumentException("this may not stand within at");
        }
        actions.add(reaction);
    }

    void group(String name, List<String> patterns) {
        another();
        if (name.isBlank() || name.indexOf('*') >= 0 || name.indexOf('?') >= 0 || name.indexOf(',') >= 0) {
            throw new IllegalArgumentException("'" + name + "' is no name for a group");
        }
        if (patterns.isEmpty()) {
            throw new IllegalArgumentException("the group " + name + " is empty");
        }
        if (groups.putIfAbsent(name, List.copyOf(patterns)) != null) {
            throw new IllegalArgumentException("the group " + name + " is there already");
        }
    }

    /** What the statements say holds from this time on. */
    void period(Place place, LocalTime from, Runnable statements) {
        another();
        if (isWithinPeriod) {
            throw new IllegalArgumentException("at may not stand within at");
        }
        Part part = new Part(place, new ArrayList<>());
        if (periods.putIfAbsent(from, part) != null) {
            throw new IllegalArgumentException("there are two periods at " + from);
        }
        current = part;
        isWithinPeriod = true;
        statements.run();
        isWithinPeriod = false;
        current = always;
    }

    /** What was collected; from then on nothing more is taken. */
    Policy policy() {
        closed = true;
        List<Policy.Period> all = new ArrayList<>();
        periods.forEach(
                (from, part) -> all.add(new Policy.Period(part.place, from, policy(part, List.of(), List.of()))));
        return policy(always, all, actions.stream().map(this::resolved).toList());
    }

    private Policy policy(Part part, List<Policy.Period> all, List<Policy.Reaction> reactions) {
        List<Policy.Quota> quotas = part.of(Policy.Quota.class).stream()
                .map(q ->
                        new Policy.Quota(q.place(), q.vms().with(groups), q.together(), q.most(), q.least(), q.cards()))
                .toList();
        return new Policy(file, quotas, part.of(Policy.Card.class), part.of(Policy.Assign.class), all, reactions);
    }

    private Policy.Reaction resolved(Policy.Reaction r) {
        Optional<NamePattern> about = r.about().map(names -> names.with(groups));
        return new Policy.Reaction(r.place(), r.when(), about, r.every(), r.deeds());
    }
}
