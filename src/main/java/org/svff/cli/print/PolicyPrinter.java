package org.svff.cli.print;

import org.svff.cli.policy.PolicyLanguage;

/** Prints what a policy changes, each change with the statement that wants it. */
public final class PolicyPrinter {
    private final Screen screen;

    public PolicyPrinter(Screen screen) {
        this.screen = screen;
    }

    public void plan(PolicyLanguage.Result result) {
        if (result.changes().isEmpty()) {
            screen.line("nothing to change");
        }
        Table table = new Table();
        result.changes().forEach(c -> table.row(Cell.of(c.text()), Cell.dim(c.why())));
        table.lines(screen).forEach(screen::line);
        result.unmet().forEach(screen::error);
        screen.out().flush();
    }

    public void made(PolicyLanguage.Change change) {
        screen.line(screen.paint(Style.GREEN, screen.draw("✔ ", "ok ")) + change.text() + "  "
                + screen.paint(Style.DIM, change.why()));
        screen.out().flush();
    }
}
