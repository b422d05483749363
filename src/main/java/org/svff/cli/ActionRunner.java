package org.svff.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.svff.cli.print.Json;
import org.svff.cli.print.PlanPrinter;
import org.svff.cli.print.Progress;
import org.svff.cli.print.ReportPrinter;
import org.svff.cli.print.Screen;
import org.svff.jmx.AgentClient;
import org.svff.jmx.view.PlanView;
import org.svff.jmx.view.ReportView;
import org.svff.world.SvffException;

/** Has the agent do something, with its progress shown, and tells the end. */
final class ActionRunner {
    /** How an operation that was refused or failed is named at the end of the error's text. */
    private static final Pattern OPERATION = Pattern.compile("\\[operation (\\S+)]$");

    /** Notifications come a little after the answer: so long are the last ones waited for. */
    private static final Duration AFTERMATH = Duration.ofSeconds(2);

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);

    private final AgentClient client;
    private final Screen screen;
    private final boolean json;

    ActionRunner(AgentClient client, Screen screen, boolean json) {
        this.client = client;
        this.screen = screen;
        this.json = json;
    }

    int plan(Action action) {
        PlanView plan = action.plan().get();
        if (json) {
            new Json(screen).print(plan);
        } else {
            new PlanPrinter(screen).print(plan);
        }
        return ExitCode.DONE;
    }

    int run(Action action) throws SvffException, InterruptedException {
        OperationFollower follower = new OperationFollower(new Progress(screen), planned(action));
        client.onNotification(follower::take);
        ReportView report;
        try {
            report = end(action, follower);
        } finally {
            follower.stop();
        }
        if (json) {
            new Json(screen).print(report);
        } else if (report.success()) {
            new ReportPrinter(screen).print(report);
        }
        if (!report.success()) {
            String outcome = report.outcome().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
            if (report.troubles().isEmpty()) {
                screen.error(outcome + ": " + report.request());
            }
            report.troubles().forEach(t -> screen.error(outcome + ": " + ReportPrinter.text(t)));
        }
        return report.success() ? ExitCode.DONE : ExitCode.REFUSED_OR_FAILED;
    }

    private ReportView end(Action action, OperationFollower follower) throws InterruptedException {
        ReportView report;
        try {
            report = action.run().get();
        } catch (IllegalStateException e) {
            report = reported(e).orElseThrow(() -> e);
        }
        follower.await(report.id(), AFTERMATH);
        while (report.outcome().equals("RUNNING")) {
            follower.await(report.id(), LOOK_AGAIN);
            report = client.operations().operation(report.id());
        }
        return report;
    }

    /** The full report behind an error, when the error names an operation. */
    private Optional<ReportView> reported(IllegalStateException e) {
        Matcher matcher = OPERATION.matcher(String.valueOf(e.getMessage()));
        return matcher.find() ? Optional.of(client.operations().operation(matcher.group(1))) : Optional.empty();
    }

    /** What the agent is going to do; empty when it cannot be planned, of which running it tells more. */
    private static Optional<PlanView> planned(Action action) {
        try {
            return Optional.of(action.plan().get());
        } catch (IllegalStateException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
