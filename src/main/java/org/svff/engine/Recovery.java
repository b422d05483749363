package org.svff.engine;

import java.util.List;
import org.svff.plan.Stage;
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
