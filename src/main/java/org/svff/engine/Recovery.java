package org.svff.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.svff.pci.PciAddress;
import org.svff.plan.Stage;
import org.svff.plan.Step;
import org.svff.world.PfState;
import org.svff.world.VirtualMachine;
import org.svff.world.World;

/** Decides what becomes of what a crash left behind. */
final class Recovery {
    private Recovery() {}

    /** Whether all that can only be taken back as a whole was done: then going on disturbs the guests least. */
    static boolean isPastCommit(JournalState.Unfinished unfinished) {
        List<Stage> stages = unfinished.begin().plan().stages();
        for (int s = 0; s < unfinished.begin().plan().commitAfter(); s++) {
            for (int i = 0; i < stages.get(s).steps().size(); i++) {
                if (!unfinished.done().contains(new JournalState.Place(s, i))) {
                    return false;
                }
            }
        }
        return true;
    }

    /**
     * Whether the VFs that were made are there. When the host lost its power they are not: then what was done before the
     * commit point is no more, and to go on from there would leave a card without any.
     */
    static boolean isStillThere(JournalState.Unfinished unfinished, World world) {
        Map<PciAddress, Integer> made = new HashMap<>();
        for (JournalState.Place place : new TreeSet<>(unfinished.done())) {
            if (unfinished.begin().plan().stages().get(place.stage()).steps().get(place.step())
                    instanceof Step.SetVfCount s) {
                made.put(s.pf(), s.count());
            }
        }
        return made.entrySet().stream()
                .allMatch(m -> world.pf(m.getKey())
                        .filter(pf -> pf.state() == PfState.READY) // else nobody knows how many there are
                        .map(pf -> pf.numVfs() == m.getValue())
                        .orElse(true));
    }

    /** What was begun and can only be taken back as a whole. What comes after is given back by that, or was to go anyway. */
    static Set<JournalState.Place> beforeCommit(JournalState.Unfinished unfinished) {
        Set<JournalState.Place> before = new TreeSet<>(unfinished.touched());
        before.removeIf(place -> place.stage() >= unfinished.begin().plan().commitAfter());
        return before;
    }

    /** Strikes out what is owed to VMs that are no more: a VM started anew has what its command line says. */
    static void settle(World world, Obligations obligations) {
        for (Obligation owed : obligations.all().values()) {
            long pid = world.vm(owed.binding().vm()).map(VirtualMachine::pid).orElse(0L);
            if (pid == 0 || pid == owed.pid() || owed.pid() == 0) {
                continue; // not seen, or the same one
            }
            obligations.settle(owed.binding());
        }
    }
}
