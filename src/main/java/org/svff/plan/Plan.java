package org.svff.plan;

import java.util.List;
import java.util.Set;
import org.svff.pci.PciAddress;

/**
 * What will be done for a request, worked out without touching anything.
 *
 * @param request in words
 * @param generation of the world it was worked out from
 * @param pfs every PF whose VFs it touches: it runs alone on these
 * @param stages in order; none when the world is already as asked
 * @param commitAfter how many stages make up what can be taken back: when one of these fails, all done so far is
 *     undone; after them a failed step leaves its binding FAILED and the rest goes on
 * @param notes what the operator should know: what guests will see, what stays as it is
 */
public record Plan(
        String request, long generation, Set<PciAddress> pfs, List<Stage> stages, int commitAfter, List<String> notes) {
    public Plan {
        pfs = Set.copyOf(pfs);
        stages = List.copyOf(stages);
        notes = List.copyOf(notes);
    }

    /** Whether there is nothing to do. */
    public boolean isEmpty() {
        return stages.isEmpty();
    }

    public List<Step> steps() {
        return stages.stream().flatMap(s -> s.steps().stream()).toList();
    }
}
