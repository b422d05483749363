package org.svff.jconsole.model;

import java.util.List;

/** What an act would do, as the agent worked it out. */
public record Plan(String request, int changes, List<Stage> stages, List<String> notes) {
    public Plan {
        stages = List.copyOf(stages);
        notes = List.copyOf(notes);
    }

    /** Steps that run at the same time. */
    public record Stage(String title, List<String> steps) {
        public Stage {
            steps = List.copyOf(steps);
        }
    }
}
