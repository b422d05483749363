package org.svff.cli.print;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.svff.cli.policy.PolicyLanguage;
import org.svff.jmx.view.RuleView;

/** Prints what a policy changes, each change with the statement that wants it. */
public final class PolicyPrinter {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    private final Screen screen;

    /** A policy that an agent keeps, as its MBean shows it. */
    public record PolicyStatus(
            String name,
            String file,
            boolean enabled,
            String sha256,
            String lastEvaluation,
            String error,
            List<String> violations,
            long denials,
            String lastDenial) {
        public PolicyStatus {
            violations = List.copyOf(violations);
        }
    }

    public PolicyPrinter(Screen screen) {
        this.screen = screen;
    }

    public void plan(PolicyLanguage.Result result) {
        if (result.changes().isEmpty()) {
            nothing();
        }
        Table table = new Table();
        result.changes().forEach(c -> table.row(Cell.of(c.text()), Cell.dim(c.why())));
        result.scripts()
                .forEach(place -> table.row(Cell.of("then its script is run, when it is applied"), Cell.dim(place)));
        table.lines(screen).forEach(screen::line);
        result.unmet().forEach(screen::error);
        screen.out().flush();
    }

    public void nothing() {
        screen.line("nothing to change");
        screen.out().flush();
    }

    /** The policies of an agent, a line each; under it what is wrong. */
    public void status(List<PolicyStatus> policies) {
        if (policies.isEmpty()) {
            screen.line("no policies (the agent's policy.folder says where it looks)");
        }
        Table table = new Table();
        if (!policies.isEmpty()) {
            table.row(
                    Cell.dim("POLICY"),
                    Cell.dim("STATE"),
                    Cell.dim("DENIED"),
                    Cell.dim("VIOLATIONS"),
                    Cell.dim("SHA-256"),
                    Cell.dim("FILE"));
        }
        for (PolicyStatus p : policies) {
            table.row(
                    new Cell(p.name(), Style.BOLD),
                    state(p),
                    Cell.of(Long.toString(p.denials())),
                    Cell.of(Integer.toString(p.violations().size())),
                    Cell.dim(p.sha256().isEmpty() ? "-" : p.sha256().substring(0, 12)),
                    Cell.dim(p.file()));
        }
        table.lines(screen).forEach(screen::line);
        for (PolicyStatus p : policies) {
            if (!p.error().isEmpty()) {
                p.error().lines().forEach(line -> screen.line("  " + screen.paint(Style.RED, line)));
            }
            p.violations().forEach(v -> screen.line("  " + screen.paint(Style.YELLOW, v)));
            if (!p.lastDenial().isEmpty()) {
                screen.line("  " + screen.paint(Style.DIM, "last denied: " + p.lastDenial()));
            }
        }
        screen.out().flush();
    }

    private static Cell state(PolicyStatus p) {
        if (!p.enabled()) {
            return new Cell("disabled", Style.YELLOW);
        }
        if (p.error().isEmpty()) {
            return new Cell("kept", Style.GREEN);
        }
        return new Cell(p.sha256().isEmpty() ? "broken" : "broken, last good kept", Style.RED);
    }

    /** Which rules are about something. */
    public void rules(List<RuleView> rules, String what) {
        if (rules.isEmpty()) {
            screen.line("no rule is about " + what);
        }
        Table table = new Table();
        rules.forEach(r -> table.row(Cell.of(r.rule()), new Cell(r.state(), Style.BOLD), Cell.dim(r.place())));
        table.lines(screen).forEach(screen::line);
        screen.out().flush();
    }

    /** What was decided, as it happens. Times are local. */
    public void decision(PolicyLanguage.Decision decision) {
        String mark = switch (decision.what()) {
            case DONE -> screen.paint(Style.GREEN, screen.draw("✔", "ok    "));
            case FAILED -> screen.paint(Style.RED, screen.draw("✘", "failed"));
            case WAITS -> screen.paint(Style.YELLOW, screen.draw("…", "waits "));
            case UNMET -> screen.paint(Style.RED, screen.draw("∅", "unmet "));
            case NOTIFIED -> screen.paint(Style.CYAN, screen.draw("●", "notify"));
            case NEWS -> screen.paint(Style.DIM, screen.draw("·", "      "));
        };
        String time = TIME.format(decision.at().atZone(ZoneId.systemDefault()));
        screen.line(screen.paint(Style.DIM, time) + "  " + mark + " " + decision.text()
                + (decision.place().isEmpty() ? "" : "  " + screen.paint(Style.DIM, decision.place())));
        screen.out().flush();
    }

    public void made(PolicyLanguage.Change change) {
        screen.line(screen.paint(Style.GREEN, screen.draw("✔ ", "ok ")) + change.text() + "  "
                + screen.paint(Style.DIM, change.why()));
        screen.out().flush();
    }
}
