package org.svff.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.svff.pci.PciAddress;
import org.svff.world.World;

/** Collects the stages of a plan, in order; stages without steps are left out. */
final class Stages {
    private final List<Stage> stages = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private int commitAfter = -1;

    Stages then(String title, List<? extends Step> steps) {
        if (!steps.isEmpty()) {
            stages.add(new Stage(title, List.copyOf(steps)));
        }
        return this;
    }

    Stages then(Step step) {
        return then(step.toString(), List.of(step));
    }

    /** What comes before can be taken back as a whole; what comes after goes on step by step. */
    Stages commit() {
        commitAfter = stages.size();
        return this;
    }

    Stages note(String note) {
        notes.add(note);
        return this;
    }

    Plan plan(World world, Request request, List<PciAddress> pfs) {
        return new Plan(
                request.toString(),
                world.generation(),
                Set.copyOf(pfs),
                stages,
                commitAfter < 0 ? stages.size() : commitAfter,
                notes);
    }
}
