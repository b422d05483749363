package org.svff.cli.print;

import java.util.Locale;
import org.svff.jmx.view.PlanView;
import org.svff.jmx.view.StageView;

/** Prints what would be done, stage by stage. */
public final class PlanPrinter {
    private final Screen screen;

    public PlanPrinter(Screen screen) {
        this.screen = screen;
    }

    public void print(PlanView plan) {
        screen.line(screen.paint(Style.BOLD, "Plan: " + plan.request()));
        if (plan.changes() == 0) {
            screen.line("  nothing to do: it is so already");
        }
        int number = 0;
        for (StageView stage : plan.stages()) {
            number++;
            screen.line(String.format(Locale.ROOT, "%3d. %s", number, stage.title()));
            if (stage.steps().size() > 1 || !stage.steps().contains(stage.title())) {
                stage.steps().forEach(step -> screen.line(screen.paint(Style.DIM, "       " + step)));
            }
        }
        for (String note : plan.notes()) {
            screen.line(screen.paint(Style.YELLOW, screen.draw("  ▸ ", "  > ") + note));
        }
        screen.line(screen.paint(Style.DIM, "Nothing was touched."));
        screen.out().flush();
    }
}
