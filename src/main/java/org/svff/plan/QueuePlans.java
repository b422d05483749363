package org.svff.plan;

import static org.svff.plan.PausePlans.count;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.svff.world.PhysicalFunction;
import org.svff.world.Queues;
import org.svff.world.World;

/**
 * Plans for the queues of QDMA cards. PFs and VFs take theirs from one pool; what a function may use is set while it uses
 * none, and a PF's before its VFs are made.
 */
final class QueuePlans {
    private QueuePlans() {}

    static Plan plan(Lookup look, Request.ReconfigureQueues request) throws Refused {
        PhysicalFunction pf = look.usablePf(request.pf());
        Queues now = queuesOf(look, pf);
        check(look, pf, request.queues());
        List<Step> record = request.queues() == now.wanted()
                ? List.of()
                : List.of(new Step.WantQueues(pf.address(), request.queues(), now.wanted()));
        if (request.queues() == now.max()) {
            return new Stages()
                    .note(pf.address() + ": it has " + count(now.max(), "queue") + " already")
                    .then("keep it on record", record)
                    .plan(look.world(), request, List.of(pf.address()));
        }
        Step set = new Step.SetQueues(pf.address(), request.queues(), now.max());
        if (pf.numVfs() == 0 || now.max() == 0) { // then no VF has queues that would move
            Stages stages = new Stages().then(set).then("keep it on record", record);
            explain(look.world(), pf, request.queues(), pf.numVfs()).ifPresent(stages::note);
            return stages.plan(look.world(), request, List.of(pf.address()));
        }
        Request.ReconfigurePf same =
                new Request.ReconfigurePf(pf.address(), pf.numVfs(), request.allowReplug(), Set.of());
        return new ReconfigurePfPlan(look, request, same, pf, between(request.queues(), set, record)).plan();
    }

    private static ReconfigurePfPlan.Between between(int queues, Step set, List<Step> record) {
        return new ReconfigurePfPlan.Between() {
            @Override
            public void addTo(Stages stages) {
                stages.then(set).then("keep it on record", record);
            }

            @Override
            public OptionalInt queues() {
                return OptionalInt.of(queues);
            }
        };
    }

    private static Queues queuesOf(Lookup look, PhysicalFunction pf) throws Refused {
        if (pf.queues().isPresent()) {
            return pf.queues().get();
        }
        throw pf.id().isQdma()
                ? look.refuse(
                        pf.address(),
                        "by its id (" + pf.id() + ") it is a QDMA card, but it has no qdma folder",
                        "its driver is " + pf.driver().orElse("none") + ": bind qdma-pf, which makes that folder")
                : look.refuse(
                        pf.address(),
                        "it has no queue pool (" + pf.id() + " is no QDMA card by its id, and has no qdma folder)",
                        "queues are divided on QDMA cards only");
    }

    private static void check(Lookup look, PhysicalFunction pf, int wanted) throws Refused {
        int others = others(look.world(), pf);
        if (wanted < 0 || wanted > Queues.MOST - others) {
            throw look.refuse(
                    pf.address(),
                    wanted < 0
                            ? "a function cannot have fewer than no queues"
                            : "a card has " + Queues.MOST + " queues at most for all its functions"
                                    + (others == 0 ? "" : ", of which its other PFs may use " + others),
                    "ask for 0 to " + Math.max(0, Queues.MOST - others) + "; what is left is for its VFs");
        }
    }

    /** Queues that other PFs of the card may use. */
    private static int others(World world, PhysicalFunction pf) {
        return world.pfs().stream()
                .filter(pf::isBeside)
                .flatMap(p -> p.queues().stream())
                .mapToInt(Queues::max)
                .sum();
    }

    /**
     * How the pool is shared with so many VFs; empty for cards without one.
     *
     * @param queues of the PF; empty: those it is to have, or has
     */
    static Optional<String> explain(World world, PhysicalFunction pf, OptionalInt queues, int vfs) {
        return pf.queues().flatMap(q -> explain(world, pf, queues.orElse(q.wanted() > 0 ? q.wanted() : q.max()), vfs));
    }

    private static Optional<String> explain(World world, PhysicalFunction pf, int queues, int vfs) {
        if (vfs == 0) {
            return Optional.empty();
        }
        int others = others(world, pf);
        int left = Math.max(0, Queues.MOST - others - queues);
        return Optional.of("all functions of the card share its queues, " + Queues.MOST + " at most: "
                + pf.address() + " may use " + queues + (others == 0 ? "" : ", other PFs " + others) + ", so " + left
                + " are left for " + count(vfs, "VF")
                + (left < vfs ? ": not one for each" : vfs == 1 ? "" : ", " + left / vfs + " each if shared evenly")
                + "; a VF's driver takes its own (qdma/qmax of the VF, in the guest)");
    }
}
