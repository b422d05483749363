package org.svff.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.svff.plan.Step;
import org.svff.world.BindingId;
import org.svff.world.Trouble;

/** An operation on its way: what it did so far. Thread-safe. */
final class Operation {
    private static final int FEW = 4;

    private final String id;
    private final String request;
    private final String requester;
    private final Clock clock;
    private final Instant started;
    private final long startedNanos = System.nanoTime();
    private final List<StepReport> steps = new ArrayList<>();
    private final List<Trouble> troubles = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Map<BindingId, Duration> outages = new TreeMap<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private Outcome outcome = Outcome.RUNNING;
    private Duration duration = Duration.ZERO;
    private boolean revocable = true;
    private boolean cancelRequested;

    Operation(String id, String request, String requester, Clock clock) {
        this.id = id;
        this.request = request;
        this.requester = requester;
        this.clock = clock;
        this.started = clock.instant();
    }

    String id() {
        return id;
    }

    String request() {
        return request;
    }

    /** A step began; the answer is the ticket by which its end is told. */
    synchronized int begin(Step step, int stage) {
        steps.add(new StepReport(step.toString(), stage, "running", clock.instant(), Duration.ZERO, ""));
        return steps.size() - 1;
    }

    synchronized void end(int ticket, Duration took, String status, String answer) {
        StepReport s = steps.get(ticket);
        steps.set(ticket, new StepReport(s.step(), s.stage(), status, s.started(), took, answer));
    }

    /** How far the step is, in its own words. */
    synchronized void progress(int ticket, String line) {
        StepReport s = steps.get(ticket);
        steps.set(ticket, new StepReport(s.step(), s.stage(), s.status(), s.started(), s.duration(), line));
    }

    synchronized void trouble(Trouble trouble) {
        if (!troubles.contains(trouble)) { // a full disk is one trouble, however many steps notice it
            troubles.add(trouble);
        }
    }

    synchronized void note(String note) {
        if (!note.isEmpty() && !notes.contains(note)) {
            notes.add(note);
        }
    }

    /** A binding has its VF back, after so long without. */
    synchronized void outage(BindingId binding, Duration took) {
        outages.merge(binding, took, Duration::plus);
    }

    /** For how long guests were without their VFs, in a line. */
    private String outageSummary() {
        if (outages.isEmpty()) {
            return "";
        }
        if (outages.size() <= FEW) {
            return "without its VF: "
                    + outages.entrySet().stream()
                            .map(e -> e.getKey() + " for " + seconds(e.getValue()))
                            .collect(Collectors.joining(", "));
        }
        return outages.size() + " bindings were without their VFs for " + seconds(Collections.min(outages.values()))
                + " to " + seconds(Collections.max(outages.values()));
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.2f s", time.toMillis() / 1000.0);
    }

    /** From now on the operation only goes forward. */
    synchronized void commit() {
        revocable = false;
    }

    synchronized boolean cancel() {
        if (outcome.isOver() || !revocable) {
            return false;
        }
        cancelRequested = true;
        return true;
    }

    synchronized boolean cancelRequested() {
        return cancelRequested;
    }

    void finish(Outcome end) {
        synchronized (this) {
            note(outageSummary());
            outcome = end;
            duration = Duration.ofNanos(System.nanoTime() - startedNanos);
        }
        over.countDown();
    }

    /** Waits for the end, at most so long. */
    void await(Duration wait) throws InterruptedException {
        boolean ended = over.await(wait.toMillis(), TimeUnit.MILLISECONDS);
        if (!ended) {
            note("still running after " + wait.toSeconds() + " s; it goes on, see the history");
        }
    }

    synchronized Report report() {
        Duration took = outcome.isOver() ? duration : Duration.ofNanos(System.nanoTime() - startedNanos);
        return new Report(id, request, requester, outcome, started, took, steps, troubles, notes);
    }
}
