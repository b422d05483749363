package org.svff.cli.print;

import java.util.List;
import java.util.Locale;
import org.svff.jmx.view.ReportView;
import org.svff.jmx.view.TroubleView;

/** Prints what became of operations. */
public final class ReportPrinter {
    private final Screen screen;

    public ReportPrinter(Screen screen) {
        this.screen = screen;
    }

    /** One operation that has just ended: what was done, and what to know about it. Troubles are errors, not told here. */
    public void print(ReportView report) {
        String sign = report.success() ? screen.draw("✓", "ok:") : screen.draw("✗", "!!");
        screen.line(screen.paint(Looks.ofOutcome(report.outcome()), sign + " " + word(report.outcome())) + "  "
                + report.request()
                + screen.paint(
                        Style.DIM,
                        "  (" + steps(report.steps().size()) + ", " + Durations.of(report.durationMillis()) + ", "
                                + report.id() + ")"));
        report.notes().forEach(note -> screen.line(screen.paint(Style.YELLOW, screen.draw("  ▸ ", "  > ") + note)));
        screen.out().flush();
    }

    /** Operations, newest first. */
    public void history(List<ReportView> reports) {
        if (reports.isEmpty()) {
            screen.line("no operations since the agent started");
        }
        Table table = new Table();
        for (ReportView report : reports) {
            table.row(
                    Cell.dim(report.started().replaceFirst("T", " ").replaceFirst("\\..*|Z$", "")),
                    Cell.of(report.id()),
                    new Cell(word(report.outcome()), Looks.ofOutcome(report.outcome())),
                    Cell.dim(Durations.of(report.durationMillis())),
                    Cell.of(report.request()));
        }
        List<String> lines = table.lines(screen);
        for (int i = 0; i < reports.size(); i++) {
            screen.line(lines.get(i));
            reports.get(i).troubles().forEach(t -> screen.line(screen.paint(Style.RED, "    " + text(t))));
        }
        screen.out().flush();
    }

    /** A trouble on one line. */
    public static String text(TroubleView t) {
        return t.device() + ": cannot " + t.tried() + ": " + t.answer()
                + (t.remedy().isEmpty() ? "" : "; " + t.remedy());
    }

    private static String word(String outcome) {
        return outcome.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String steps(int count) {
        return count == 1 ? "1 step" : count + " steps";
    }
}
