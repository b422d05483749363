package org.svff.state;

import java.util.Map;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.svff.pci.PciAddress;
import org.svff.pci.VfName;
import org.svff.plan.Plan;
import org.svff.plan.Request;
import org.svff.plan.Step;
import org.svff.world.BindingId;
import org.svff.world.CardIdentity;
import org.svff.world.PhysicalFunction;
import org.svff.world.World;

/** What a request that succeeded says about what is wanted. Pure. */
final class Learning {
    private Wanted wanted;
    private final World world;
    private final UnaryOperator<PciAddress> whereIs;

    private Learning(Wanted wanted, World world, UnaryOperator<PciAddress> whereIs) {
        this.wanted = Cards.located(wanted, world);
        this.world = world;
        this.whereIs = whereIs;
    }

    /**
     * From a plan that was carried out; of what it did to a thing, the last counts.
     *
     * @param world as read back
     * @param whereIs where a card is by now that the plan names by its former address
     */
    static Wanted from(Wanted wanted, Plan plan, World world, UnaryOperator<PciAddress> whereIs) {
        Learning learning = new Learning(wanted, world, whereIs);
        plan.steps().forEach(learning::learn);
        return learning.withoutLost();
    }

    /** From a request that found all as asked. */
    static Wanted from(Wanted wanted, Request request, World world) {
        Learning learning = new Learning(wanted, world, UnaryOperator.identity());
        if (request instanceof Request.ReconfigurePf r) {
            learning.change(r.pf(), pf -> pf.withVfs(r.vfs()));
        } else if (request instanceof Request.Program r) {
            learning.change(r.pf(), pf -> pf.withImage(r.image()));
        } else if (request instanceof Request.ReconfigureQueues r) {
            learning.change(r.pf(), pf -> pf.withQueues(r.queues()));
        }
        return learning.wanted;
    }

    private void learn(Step step) {
        if (step instanceof Step.SetVfCount s) {
            change(s.pf(), pf -> pf.withVfs(s.count()));
        } else if (step instanceof Step.WantQueues s) {
            change(s.pf(), pf -> pf.withQueues(s.queues()));
        } else if (step instanceof Step.LoadImage s) {
            change(s.pf(), pf -> pf.withImage(s.image()));
        } else if (step instanceof Step.AttachDevice s) {
            wanted = wanted.with(s.binding(), moved(s.vf()));
            change(s.vf().pf(), this::withPresentVfs);
        } else if (step instanceof Step.DetachDevice s) {
            wanted = wanted.without(s.binding()); // a replug attaches it again
        } else if (step instanceof Step.ResumeDevice s && wanted.bindings().containsKey(s.binding())) {
            wanted = wanted.with(s.binding(), moved(s.vf()));
        }
    }

    /** A request may let bindings go without: of a VF that nobody wants to be there, nobody can want that it is had. */
    private Wanted withoutLost() {
        Wanted left = wanted;
        for (Map.Entry<BindingId, VfName> binding : wanted.bindings().entrySet()) {
            OptionalInt vfs =
                    wanted.pf(binding.getValue().pf()).map(WantedPf::vfs).orElse(OptionalInt.empty());
            if (vfs.isPresent() && binding.getValue().index() >= vfs.getAsInt()) {
                left = left.without(binding.getKey());
            }
        }
        return left;
    }

    private VfName moved(VfName vf) {
        return new VfName(whereIs.apply(vf.pf()), vf.index());
    }

    /** Who is given a VF wants as many as there are, if nobody said how many there shall be. */
    private WantedPf withPresentVfs(WantedPf pf) {
        return pf.vfs().isPresent()
                ? pf
                : world.pf(pf.address()).map(p -> pf.withVfs(p.numVfs())).orElse(pf);
    }

    private void change(PciAddress then, UnaryOperator<WantedPf> change) {
        PciAddress now = whereIs.apply(then);
        CardIdentity identity = world.pf(now).map(PhysicalFunction::identity).orElse(CardIdentity.UNKNOWN);
        wanted = wanted.with(change.apply(wanted.pf(now).orElse(WantedPf.of(now, identity))));
    }
}
