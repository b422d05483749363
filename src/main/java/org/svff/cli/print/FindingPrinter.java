package org.svff.cli.print;

import java.util.List;
import org.svff.cli.doctor.Finding;
import org.svff.cli.doctor.Finding.Verdict;

/** Prints what the doctor found, each remedy below what it mends. */
public final class FindingPrinter {
    private final Screen screen;

    public FindingPrinter(Screen screen) {
        this.screen = screen;
    }

    public void print(List<Finding> findings) {
        Table table = new Table();
        findings.forEach(f -> table.row(sign(f.verdict()), Cell.of(f.what()), Cell.of(f.found())));
        List<String> lines = table.lines(screen);
        for (int i = 0; i < findings.size(); i++) {
            screen.line(lines.get(i));
            String remedy = findings.get(i).remedy();
            if (!remedy.isEmpty()) {
                screen.line(screen.paint(Style.YELLOW, screen.draw("   ▸ ", "   > ") + remedy));
            }
        }
        long bad = findings.stream().filter(f -> f.verdict() == Verdict.BAD).count();
        screen.line("");
        screen.line(
                bad == 0
                        ? screen.paint(Style.GREEN, "This host is ready for svff.")
                        : screen.paint(Style.RED, "To be mended first: " + bad + " of " + findings.size() + "."));
        screen.out().flush();
    }

    private Cell sign(Verdict verdict) {
        return switch (verdict) {
            case GOOD -> new Cell(screen.draw("✓", "ok"), Style.GREEN);
            case LIMITED -> new Cell("!", Style.YELLOW);
            case BAD -> new Cell(screen.draw("✗", "!!"), Style.RED);
        };
    }
}
