package org.svff.cli.print;

import org.svff.jmx.view.ReportView;
import org.svff.jmx.view.RestorationView;

/** Prints what is done, or would be, so that the host is as wanted. */
public final class RestorationPrinter {
    private final Screen screen;
    private final boolean json;

    public RestorationPrinter(Screen screen, boolean json) {
        this.screen = screen;
        this.json = json;
    }

    /** Whether nothing went wrong. */
    public boolean print(RestorationView view, boolean dryRun) {
        if (json) {
            new Json(screen).print(view);
        } else {
            text(view, dryRun);
        }
        view.failures().forEach(screen::error);
        return view.failures().isEmpty();
    }

    private void text(RestorationView view, boolean dryRun) {
        if (dryRun) {
            view.changes().forEach(change -> screen.line("would " + change));
        } else {
            view.reports().stream().map(ReportView::summary).forEach(screen::line);
        }
        if (view.changes().isEmpty() && view.failures().isEmpty()) {
            screen.line("all is as wanted");
        }
        view.waiting().forEach(binding -> screen.line(binding + " waits for its VM"));
        if (dryRun) {
            screen.line("Nothing was touched.");
        }
        screen.out().flush();
    }
}
