package org.svff.engine;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.svff.image.Images;
import org.svff.plan.Plan;
import org.svff.plan.Planner;
import org.svff.plan.Refused;
import org.svff.plan.Request;
import org.svff.policy.KeptPolicy;
import org.svff.state.Comparison;
import org.svff.state.Wanted;
import org.svff.world.BindingId;
import org.svff.world.SvffException;
import org.svff.world.Trouble;
import org.svff.world.World;

/** Takes requests, plans them on a fresh world, and carries the plans out. See {@link Control} for the contract. */
public final class Engine implements Control, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

    private final EngineParts parts;
    private final History history;
    private final OperationLocks locks = new OperationLocks();
    private final ExecutorService operations = Executors.newCachedThreadPool(Threads.named("svff-operation"));
    private final ExecutorService steps = Executors.newCachedThreadPool(Threads.named("svff-step"));
    private final AtomicLong counter = new AtomicLong();
    private final String idPrefix;

    private Engine(EngineParts parts) {
        this.parts = parts;
        this.history = new History(parts.historySize());
        // The clock alone names no life of an agent: it may be set back, and an agent be started twice in a second.
        this.idPrefix = Long.toString(parts.clock().millis() / 1000, 36)
                + Integer.toString(new SecureRandom().nextInt(36 * 36) + 36 * 36, 36)
                        .substring(1);
    }

    /**
     * Reads the world, then ends what a former agent left unfinished; returns when both are done.
     *
     * @throws SvffException when the state folder cannot be used
     */
    public static Engine start(EngineSetup setup) throws SvffException {
        Engine engine = new Engine(EngineParts.assemble(setup));
        engine.recover();
        engine.parts.inventory().onRead(new QueueKeeper(engine::keep)::look);
        setup.admission()
                .follow((name, what) -> engine.parts.events().publish(EventType.POLICY_CHANGED, name, what, "", ""));
        return engine;
    }

    /** Asks for itself; what comes of it is in the history. */
    private void keep(Request request) {
        try {
            operations.execute(() -> {
                Report ignored = run(request, "agent", Duration.ZERO);
            });
        } catch (RejectedExecutionException e) {
            LOG.info("{}: the agent is stopping", request);
        }
    }

    private void recover() {
        World world = refresh(parts.deadlines().refresh());
        for (JournalState.Unfinished unfinished : parts.journal().unfinished()) {
            Operation operation = new Operation(
                    unfinished.begin().operation(),
                    unfinished.begin().plan().request() + " (ended after a restart of the agent)",
                    unfinished.begin().requester(),
                    parts.clock());
            history.add(operation);
            LOG.warn(
                    "operation {} was cut off: {}",
                    operation.id(),
                    unfinished.begin().plan().request());
            try {
                boolean back = unfinished.undoing()
                        || !Recovery.isPastCommit(unfinished)
                        || !Recovery.isStillThere(unfinished, world);
                Set<JournalState.Place> touched = back ? Recovery.beforeCommit(unfinished) : unfinished.touched();
                PlanRun run = planRun(operation, unfinished.begin().plan(), touched, unfinished.done());
                finish(operation, end(operation, unfinished.begin().plan(), back ? run.back() : run.forward()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        parts.obligations().strikeOut();
        Recovery.settle(world, parts.obligations());
        refresh(parts.deadlines().refresh());
    }

    @Override
    public World world() {
        return parts.inventory().world();
    }

    @Override
    public World refresh(Duration wait) {
        return parts.inventory().refresh(wait);
    }

    /** What keeps the world from being read whole, or what is wanted of it from being known; empty when nothing does. */
    public String lastError() {
        String reading = parts.inventory().lastError();
        return reading.isEmpty() ? parts.state().notice() : reading;
    }

    @Override
    public Plan plan(Request request) throws Refused {
        return Planner.plan(world(), request, parts.images()::find);
    }

    @Override
    public Report run(Request request, String requester, Duration wait) {
        Operation operation = new Operation(
                "op-" + idPrefix + "-" + counter.incrementAndGet(), request.toString(), requester, parts.clock());
        history.add(operation);
        operations.execute(() -> carryOut(operation, request, requester));
        try {
            operation.await(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return operation.report();
    }

    private void carryOut(Operation operation, Request request, String requester) {
        Outcome outcome = Outcome.FAILED;
        try {
            publish(EventType.OPERATION_STARTED, operation, request.toString(), "");
            outcome = lockAndRun(operation, request, requester);
        } catch (Refused e) {
            operation.trouble(e.trouble());
            outcome = Outcome.REFUSED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            operation.trouble(stopping(operation));
        } catch (RejectedExecutionException e) {
            operation.trouble(stopping(operation));
        } catch (RuntimeException e) {
            LOG.error("{}: {} failed in an unforeseen way", operation.id(), request, e);
            operation.trouble(new Trouble("operation " + operation.id(), "run", e.toString(), "please report this"));
        } finally {
            locks.release(operation.id());
            finish(operation, outcome);
        }
    }

    private static Trouble stopping(Operation operation) {
        return new Trouble(
                "operation " + operation.id(),
                "go on",
                "the agent is stopping",
                "the next agent finishes or undoes it");
    }

    private void finish(Operation operation, Outcome outcome) {
        history.ended(outcome); // before whoever waits for the end goes on, and counts
        operation.finish(outcome);
        log(operation.report());
        publish(EventType.OPERATION_FINISHED, operation, operation.request() + ": " + outcome, outcome.toString());
    }

    private static void log(Report report) {
        if (report.outcome() == Outcome.REFUSED) { // whoever asked is told; on the host nothing is amiss
            LOG.info("{} {}: {}: {}", report.id(), report.request(), report.outcome(), report.troubles());
        } else if (report.troubles().isEmpty()) {
            LOG.info("{} {}: {}", report.id(), report.request(), report.outcome());
        } else {
            LOG.warn("{} {}: {}: {}", report.id(), report.request(), report.outcome(), report.troubles());
        }
    }

    private Outcome lockAndRun(Operation operation, Request request, String requester)
            throws Refused, InterruptedException {
        Set<String> keys = needs(planAfresh(request));
        locks.acquire(keys, operation.id(), parts.deadlines().queue());
        Plan plan = Planner.plan(refresh(parts.deadlines().refresh()), request, parts.images()::find);
        while (!keys.containsAll(needs(plan))) { // the world moved on while this one waited
            locks.release(operation.id());
            keys = needs(plan);
            locks.acquire(keys, operation.id(), parts.deadlines().queue());
            plan = Planner.plan(refresh(parts.deadlines().refresh()), request, parts.images()::find);
        }
        plan.notes().forEach(operation::note);
        if (plan.isEmpty()) {
            learnUnchanged(request, plan, requester);
            return Outcome.UNCHANGED;
        }
        admit(request, plan, requester);
        return runPlan(operation, plan, requester);
    }

    private Set<String> needs(Plan plan) {
        return OperationLocks.needs(
                plan, parts.cards()::whereWas, parts.admission().countsVfs());
    }

    /** A plan of the world as known; when that refuses, of the world as it is now. */
    private Plan planAfresh(Request request) throws Refused {
        try {
            return Planner.plan(world(), request, parts.images()::find);
        } catch (Refused stale) {
            return Planner.plan(refresh(parts.deadlines().refresh()), request, parts.images()::find);
        }
    }

    /** Who may not ask for it changes nothing of what is wanted by asking for what there is. */
    private void learnUnchanged(Request request, Plan plan, String requester) {
        if (refusal(request, plan, requester).isEmpty()) {
            parts.state().unchanged(request, world());
        }
    }

    private Optional<Trouble> refusal(Request request, Plan plan, String requester) {
        try {
            return parts.admission().refusal(world(), request, plan, requester);
        } catch (RuntimeException e) {
            LOG.error("the policy check of {} failed", request, e);
            return Optional.of(new Trouble(request.toString(), "ask the policies", e.toString(), "mend the policy"));
        }
    }

    private void admit(Request request, Plan plan, String requester) throws Refused {
        Optional<Trouble> refusal = refusal(request, plan, requester);
        if (refusal.isPresent()) {
            parts.events()
                    .publish(
                            EventType.POLICY_DENIED,
                            request.toString(),
                            refusal.get().toString(),
                            "",
                            "");
            throw new Refused(refusal.get());
        }
    }

    private Outcome runPlan(Operation operation, Plan plan, String requester) throws InterruptedException {
        try {
            parts.journal()
                    .append(new Entry.Begin(
                            operation.id(), requester, parts.clock().millis(), plan));
        } catch (SvffException e) {
            operation.trouble(e.trouble());
            return Outcome.REFUSED; // without a record nothing is begun
        }
        parts.inventory().hold();
        Outcome outcome;
        try {
            outcome = planRun(operation, plan, Set.of(), Set.of()).forward();
        } finally {
            parts.inventory().release();
        }
        return end(operation, plan, outcome);
    }

    private PlanRun planRun(
            Operation operation, Plan plan, Set<JournalState.Place> touched, Set<JournalState.Place> done) {
        return new PlanRun(operation, plan, parts.runner(), parts.journal(), parts.events(), steps, touched, done);
    }

    /** Reads the world back, holds it against the promise, and closes the record. */
    private Outcome end(Operation operation, Plan plan, Outcome outcome) {
        World after = refresh(parts.deadlines().refresh());
        Outcome end = outcome;
        if (outcome == Outcome.DONE) {
            List<Trouble> broken = Promises.broken(plan, after, parts.cards()::whereIs);
            broken.forEach(operation::trouble);
            end = broken.isEmpty() ? Outcome.DONE : Outcome.FAILED;
        }
        // Before the record is closed: after a crash in between, the next agent ends it again, and learns it then.
        if (end.isSuccess() || end == Outcome.PARTIAL) { // what guests could not be given is wanted all the same
            parts.state().done(plan, after, parts.cards()::whereIs);
        }
        parts.journal().note(new Entry.End(operation.id(), end)).ifPresent(operation::trouble);
        try {
            parts.cards().settle(plan.pfs()); // only now: until then an agent that goes on needs the former addresses
        } catch (SvffException e) {
            operation.trouble(e.trouble());
        }
        return end;
    }

    private void publish(EventType type, Operation operation, String message, String after) {
        parts.events().publish(type, operation.id(), message, "", after);
    }

    @Override
    public List<Report> history(int most) {
        return history.newest(most);
    }

    @Override
    public Optional<Report> operation(String id) {
        return history.find(id).map(Operation::report);
    }

    @Override
    public boolean cancel(String id) {
        return history.find(id).map(Operation::cancel).orElse(false);
    }

    @Override
    public BindingStats stats(BindingId binding) {
        BindingStats stats = parts.outages().of(binding);
        Obligation owed = parts.obligations().all().get(binding);
        return owed == null || stats.pausedSince().isPresent()
                ? stats
                : stats.withPausedSince(Instant.ofEpochMilli(owed.since())); // paused by a former agent
    }

    @Override
    public OperationCounts counts() {
        return history.counts();
    }

    @Override
    public long lastEvent() {
        return parts.events().last();
    }

    @Override
    public List<Images.Listed> images() {
        return parts.images().list();
    }

    @Override
    public List<KeptPolicy> policies() {
        return parts.admission().policies();
    }

    @Override
    public Wanted wanted() {
        return parts.state().wanted();
    }

    @Override
    public Comparison comparison() {
        return parts.state().comparison(world());
    }

    @Override
    public void want(UnaryOperator<Wanted> change) throws SvffException {
        parts.state().change(change);
    }

    @Override
    public Subscription subscribe(Consumer<Event> listener) {
        return parts.events().subscribe(listener);
    }

    /** Stops taking requests; an operation that runs is left to recovery. */
    @Override
    public void close() {
        operations.shutdownNow();
        steps.shutdownNow();
        parts.close();
    }
}
