package org.svff.jmx;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.svff.access.Caller;
import org.svff.access.Callers;
import org.svff.access.Role;
import org.svff.access.Scope;
import org.svff.access.User;
import org.svff.audit.AuditEntry;
import org.svff.audit.AuditLog;
import org.svff.engine.Control;
import org.svff.engine.Event;
import org.svff.engine.EventType;
import org.svff.engine.Outcome;
import org.svff.engine.Report;
import org.svff.engine.StepReport;
import org.svff.plan.Request;
import org.svff.world.SvffException;
import org.svff.world.Trouble;

/**
 * Runs requests in the name of who calls, and puts them on record: before they begin, so that nothing is done that is not
 * on record, and with what became of them.
 */
final class Recorder implements AutoCloseable {
    /** Who calls without a connector: a program in this process, or JConsole attached to it by its owner. */
    static final Caller IN_PROCESS = new Caller(Caller.LOCAL_NAME, Role.ADMINISTRATOR, Scope.ALL, "this process");

    private final Control control;
    private final Callers callers;
    private final AuditLog audit;
    private final Control.Subscription subscription;

    /** Whose operations still ran when the caller had waited long enough. */
    private final Map<String, Asked> running = new ConcurrentHashMap<>();

    /** Who asked for what. */
    private record Asked(Caller caller, String device) {}

    Recorder(Control control, Callers callers, AuditLog audit) {
        this.control = control;
        this.callers = callers;
        this.audit = audit;
        this.subscription = control.subscribe(this::take);
    }

    /**
     * Runs the request; see {@link Control#run}.
     *
     * @throws IllegalStateException when it cannot be put on record: then it is not begun
     */
    Report run(Request request, Duration wait) {
        Caller caller = callers.current().orElse(IN_PROCESS);
        Asked asked = new Asked(caller, Devices.of(request));
        try {
            audit.write(entry(asked, request.toString(), List.of(), "BEGUN", "", "", -1));
        } catch (SvffException e) {
            throw new IllegalStateException("REFUSED: " + e.trouble());
        }
        Report report = control.run(request, caller.name(), wait);
        if (report.outcome() == Outcome.RUNNING) {
            running.put(report.id(), asked);
            control.operation(report.id()).ifPresent(this::ended); // it may have ended just now
        } else {
            tell(asked, report);
        }
        return report;
    }

    /** Cancels an operation, for whoever may: who asked for it, or somebody who may operate on everything. */
    boolean cancel(String id) {
        Caller caller = callers.current().orElse(IN_PROCESS);
        Optional<String> requester = control.operation(id).map(Report::requester);
        boolean own = requester.filter(r -> r.equals(caller.name())).isPresent();
        if (!own && !caller.scope().isAll()) {
            String why = "it is not " + caller.name() + "'s, whose scope is not everything";
            audit.tell(AuditEntry.refusal(caller.name(), caller.from(), "cancel " + id, "", why));
            throw new SecurityException("REFUSED: operation " + id + ": cannot cancel it: " + why);
        }
        boolean cancelled = control.cancel(id);
        audit.tell(entry(
                new Asked(caller, ""), "cancel " + id, List.of(), cancelled ? "CANCELLED" : "TOO_LATE", id, "", -1));
        return cancelled;
    }

    private void take(Event event) {
        if (event.type() == EventType.OPERATION_FINISHED) {
            control.operation(event.subject()).ifPresent(this::ended);
        }
    }

    private void ended(Report report) {
        if (!report.outcome().isOver()) {
            return;
        }
        Asked asked = running.remove(report.id());
        if (asked != null) {
            tell(asked, report);
        } else if (!User.isName(report.requester()) && !report.requester().equals(Caller.LOCAL_NAME)) {
            tell(
                    new Asked(new Caller(report.requester(), Role.ADMINISTRATOR, Scope.ALL, "agent"), ""),
                    report); // the agent's own
        }
    }

    private void tell(Asked asked, Report report) {
        List<String> plan = report.steps().stream().map(StepReport::step).toList();
        String why =
                report.troubles().stream().findFirst().map(Trouble::toString).orElse("");
        audit.tell(entry(
                asked,
                report.request(),
                plan,
                report.outcome().toString(),
                report.id(),
                why,
                report.duration().toMillis()));
    }

    private static AuditEntry entry(
            Asked asked, String what, List<String> plan, String result, String operation, String why, long millis) {
        return new AuditEntry(
                AuditEntry.Kind.OPERATION,
                asked.caller().name(),
                asked.caller().from(),
                what,
                asked.device(),
                plan,
                result,
                operation,
                why,
                millis);
    }

    @Override
    public void close() {
        subscription.close();
    }
}
