package org.svff.engine;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.svff.pci.PciAddress;
import org.svff.plan.Request;
import org.svff.world.PfState;
import org.svff.world.PhysicalFunction;
import org.svff.world.Queues;
import org.svff.world.World;

/**
 * Gives QDMA cards their queues back when these fell to 0: a probe, a reset, a rescan does that. It asks once each time;
 * what is refused is for somebody to look at, not to be asked for again and again.
 */
final class QueueKeeper {
    private final Consumer<Request> ask;
    private final Set<PciAddress> asked = ConcurrentHashMap.newKeySet();

    QueueKeeper(Consumer<Request> ask) {
        this.ask = ask;
    }

    void look(World world) {
        for (PhysicalFunction pf : world.pfs()) {
            if (!CardBook.hasLostQueues(pf)) {
                asked.remove(pf.address());
            } else if (pf.state() == PfState.READY && asked.add(pf.address())) {
                int wanted = pf.queues().map(Queues::wanted).orElse(0);
                ask.accept(new Request.ReconfigureQueues(pf.address(), wanted, false));
            }
        }
    }
}
