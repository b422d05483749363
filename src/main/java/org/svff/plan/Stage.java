package org.svff.plan;

import java.util.List;

/**
 * Steps that may run at the same time. The next stage begins when all are done.
 *
 * @param title what the stage does, for progress: {@code "pause 3 bindings"}
 */
public record Stage(String title, List<Step> steps) {
    public Stage {
        steps = List.copyOf(steps);
    }
}
