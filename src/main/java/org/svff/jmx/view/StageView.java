package org.svff.jmx.view;

import java.util.List;

/** Steps of a plan that run at the same time. */
@Description("Steps of a plan that run at the same time.")
public record StageView(
        @Description("What the stage does") String title,
        @Description("Its steps") List<String> steps) {
    public StageView {
        steps = List.copyOf(steps);
    }
}
