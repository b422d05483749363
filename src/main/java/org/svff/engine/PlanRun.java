package org.svff.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.svff.plan.Plan;
import org.svff.plan.Stage;
import org.svff.plan.Step;
import org.svff.world.BindingId;
import org.svff.world.SvffException;
import org.svff.world.Trouble;

/**
 * One plan being carried out: stage after stage, the steps of a stage at the same time, each put down in the journal
 * before it begins and after it ended. Also the way in which recovery ends what a crash cut off, since every step may
 * be done again.
 */
final class PlanRun {
    private static final Logger LOG = LoggerFactory.getLogger(PlanRun.class);

    private final Operation operation;
    private final Plan plan;
    private final StepRunner runner;
    private final Journal journal;
    private final EventBus events;
    private final ExecutorService pool;
    private final Set<JournalState.Place> touched;
    private final Set<JournalState.Place> done;

    PlanRun(
            Operation operation,
            Plan plan,
            StepRunner runner,
            Journal journal,
            EventBus events,
            ExecutorService pool,
            Set<JournalState.Place> touched,
            Set<JournalState.Place> done) {
        this.operation = operation;
        this.plan = plan;
        this.runner = runner;
        this.journal = journal;
        this.events = events;
        this.pool = pool;
        this.touched = new ConcurrentSkipListSet<>(touched);
        this.done = new ConcurrentSkipListSet<>(done);
    }

    /** Runs what is not done yet; takes all back when a step fails that can be taken back. */
    Outcome forward() throws InterruptedException {
        boolean whole = true;
        for (int s = 0; s < plan.stages().size(); s++) {
            if (s == plan.commitAfter()) {
                if (!isOnDisk()) {
                    return back(); // a crash would have the next agent take it back, guests or no guests
                }
                operation.commit();
            }
            boolean revocable = s < plan.commitAfter();
            if (revocable && operation.cancelRequested()) {
                operation.trouble(new Trouble("operation " + operation.id(), "go on", "it was cancelled", ""));
                return back();
            }
            List<Step> failed = runStage(s, !revocable);
            if (!failed.isEmpty() && revocable) {
                return back();
            }
            whole &= failed.isEmpty();
        }
        return whole ? Outcome.DONE : Outcome.PARTIAL;
    }

    /** Whether the journal tells all that was done so far. */
    private boolean isOnDisk() {
        try {
            journal.flush();
            return true;
        } catch (SvffException e) {
            operation.trouble(e.trouble());
            return false;
        }
    }

    /** Takes back every step that was begun, last stage first. */
    Outcome back() throws InterruptedException {
        operation.commit();
        note(new Entry.Undoing(operation.id()));
        boolean clean = true;
        for (int s = plan.stages().size() - 1; s >= 0; s--) {
            List<Callable<Boolean>> tasks = new ArrayList<>();
            List<Step> steps = plan.stages().get(s).steps();
            for (int i = 0; i < steps.size(); i++) {
                JournalState.Place place = new JournalState.Place(s, i);
                if (touched.contains(place)) {
                    List<Step> undo = steps.get(i).undo();
                    tasks.add(() -> takeBack(undo, place));
                }
            }
            clean &= all(tasks);
        }
        return clean ? Outcome.ROLLED_BACK : Outcome.FAILED;
    }

    private List<Step> runStage(int s, boolean oweOnFailure) throws InterruptedException {
        Stage stage = plan.stages().get(s);
        List<Step> failed = Collections.synchronizedList(new ArrayList<>());
        List<Callable<Boolean>> tasks = new ArrayList<>();
        for (int i = 0; i < stage.steps().size(); i++) {
            JournalState.Place place = new JournalState.Place(s, i);
            Step step = stage.steps().get(i);
            if (!done.contains(place)) {
                tasks.add(() -> {
                    boolean ok = runStep(step, place, oweOnFailure);
                    if (!ok) {
                        failed.add(step);
                    }
                    return ok;
                });
            }
        }
        if (!all(tasks) && failed.isEmpty()) {
            failed.addAll(stage.steps()); // a task that never came back: which one, nobody knows
        }
        return failed;
    }

    private boolean runStep(Step step, JournalState.Place place, boolean oweOnFailure) {
        int ticket = operation.begin(step, place.stage());
        long began = System.nanoTime();
        try {
            announce(new Entry.StepStarted(operation.id(), place.stage(), place.step()), oweOnFailure);
            touched.add(place);
            operation.note(runner.run(step, watcher(step, ticket)));
            note(new Entry.StepDone(operation.id(), place.stage(), place.step()));
            done.add(place);
            operation.end(ticket, since(began), "done", "");
            progress(step.toString());
            return true;
        } catch (SvffException e) {
            failed(step, ticket, began, e, oweOnFailure);
            return false;
        }
    }

    private boolean takeBack(List<Step> undo, JournalState.Place place) {
        boolean clean = true;
        for (Step step : undo) {
            int ticket = operation.begin(step, -1);
            long began = System.nanoTime();
            try {
                operation.note(runner.takeBack(step, watcher(step, ticket)));
                operation.end(ticket, since(began), "undone", "");
            } catch (SvffException e) {
                failed(step, ticket, began, e, true);
                clean = false;
            }
        }
        if (clean) {
            note(new Entry.StepUndone(operation.id(), place.stage(), place.step()));
        }
        return clean;
    }

    private void failed(Step step, int ticket, long began, SvffException e, boolean owe) {
        operation.end(ticket, since(began), "failed", e.trouble().answer());
        operation.trouble(e.trouble());
        LOG.warn("{}: {}", operation.id(), e.getMessage());
        if (owe) {
            runner.owe(step, e.trouble().toString());
        }
    }

    private StepRunner.Watcher watcher(Step step, int ticket) {
        return new StepRunner.Watcher() {
            @Override
            public void outage(BindingId binding, Duration took) {
                operation.outage(binding, took);
            }

            @Override
            public void progress(String line) {
                operation.progress(ticket, line);
                PlanRun.this.progress(step + ": " + line);
            }
        };
    }

    private void progress(String text) {
        events.publish(
                EventType.OPERATION_PROGRESS,
                operation.id(),
                text,
                "",
                done.size() + "/" + plan.steps().size());
    }

    /** Without a record nothing is begun, but to give guests back what was taken from them. */
    private void announce(Entry.StepStarted entry, boolean givesBack) throws SvffException {
        if (givesBack) {
            note(entry);
        } else {
            journal.append(entry);
        }
    }

    private void note(Entry entry) {
        journal.note(entry).ifPresent(operation::trouble);
    }

    /** Runs the tasks at the same time; whether all came back with true. */
    private boolean all(List<Callable<Boolean>> tasks) throws InterruptedException {
        boolean ok = true;
        for (Future<Boolean> result : pool.invokeAll(tasks, runner.bound(), TimeUnit.MILLISECONDS)) {
            try {
                ok &= result.get();
            } catch (ExecutionException e) {
                LOG.error("{}: a step failed in an unforeseen way", operation.id(), e.getCause());
                operation.trouble(new Trouble(
                        "operation " + operation.id(),
                        "run a step",
                        String.valueOf(e.getCause()),
                        "please report this"));
                ok = false;
            } catch (CancellationException e) {
                operation.trouble(new Trouble(
                        "operation " + operation.id(),
                        "run a step",
                        "it has not come back in " + runner.bound() / 1000 + " s",
                        "see `svff doctor`"));
                ok = false;
            }
        }
        return ok;
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }
}
