package org.svff.jconsole.model;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The operations of the last while, newest first; made of the agent's history, and of its notifications since. */
public record Operations(List<OperationRun> runs) {
    public static final Operations NONE = new Operations(List.of());

    /** How many are kept. */
    public static final int MOST = 200;

    public Operations {
        runs = List.copyOf(runs.subList(0, Math.min(MOST, runs.size())));
    }

    public List<OperationRun> running() {
        return runs.stream().filter(OperationRun::running).toList();
    }

    /** The same after a notification; those that are about no operation change nothing. */
    public Operations with(Happening h) {
        return switch (h.type()) {
            case OperationRun.STARTED -> changed(h, run -> run);
            case OperationRun.PROGRESS -> changed(h, run -> progressed(run, h));
            case OperationRun.FINISHED -> changed(h, run -> finished(run, h));
            default -> this;
        };
    }

    private Operations changed(Happening h, UnaryOperator<OperationRun> change) {
        List<OperationRun> next = new ArrayList<>(runs);
        for (int i = 0; i < next.size(); i++) {
            if (next.get(i).id().equals(h.subject())) {
                if (next.get(i).running()) { // the history may have told its end already
                    next.set(i, change.apply(next.get(i)));
                }
                return new Operations(next);
            }
        }
        next.add(0, change.apply(begun(h)));
        return new Operations(next);
    }

    private static OperationRun begun(Happening h) {
        boolean named = h.type().equals(OperationRun.STARTED);
        return new OperationRun(h.subject(), named ? h.message() : "", h.at(), "", 0, 0, "RUNNING", Duration.ZERO);
    }

    private static OperationRun progressed(OperationRun run, Happening h) {
        int slash = h.after().indexOf('/');
        int done = slash < 0 ? run.done() : number(h.after().substring(0, slash), run.done());
        int total = slash < 0 ? run.total() : number(h.after().substring(slash + 1), run.total());
        return new OperationRun(
                run.id(), run.request(), run.started(), h.message(), done, total, run.outcome(), run.took());
    }

    private static OperationRun finished(OperationRun run, Happening h) {
        Duration took = Duration.between(run.started(), h.at());
        String request = run.request().isEmpty() ? h.message().replaceFirst(": \\w+$", "") : run.request();
        return new OperationRun(
                run.id(),
                request,
                run.started(),
                run.step(),
                run.done(),
                run.total(),
                h.after(),
                took.isNegative() ? Duration.ZERO : took);
    }

    private static int number(String text, int otherwise) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    /** Those that began or ended at this time or later. */
    public List<OperationRun> since(Instant time) {
        return runs.stream()
                .filter(r -> r.running() || r.started().plus(r.took()).isAfter(time))
                .toList();
    }
}
