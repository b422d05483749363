package org.svff.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.svff.pci.PciAddress;
import org.svff.plan.Plan;
import org.svff.plan.Step;
import org.svff.world.BindingId;
import org.svff.world.BindingState;
import org.svff.world.PhysicalFunction;
import org.svff.world.Trouble;
import org.svff.world.World;

/** Holds the world that was read back against what a plan promised. */
final class Promises {
    private Promises() {}

    /**
     * What is not as promised. VMs that ended on the way break no promise.
     *
     * @param whereIs where a card is by now
     */
    static List<Trouble> broken(Plan plan, World world, UnaryOperator<PciAddress> whereIs) {
        Map<PciAddress, Integer> counts = new HashMap<>();
        Map<BindingId, BindingState> bindings = new HashMap<>();
        for (Step step : plan.steps()) { // the last step on each thing is what counts
            if (step instanceof Step.SetVfCount s) {
                counts.put(s.pf(), s.count());
            } else if (step instanceof Step.AttachDevice s) {
                bindings.put(s.binding(), BindingState.ATTACHED);
            } else if (step instanceof Step.ResumeDevice s) {
                bindings.put(s.binding(), BindingState.ATTACHED);
            } else if (step instanceof Step.ResumeSame s) {
                bindings.remove(s.binding()); // it may stay paused, and then says why
            } else if (step instanceof Step.PauseDevice s) {
                bindings.put(s.binding(), BindingState.PAUSED);
            } else if (step instanceof Step.DetachDevice s) {
                bindings.remove(s.binding());
            }
        }
        List<Trouble> broken = new ArrayList<>();
        counts.forEach((pf, count) -> {
            int found =
                    world.pf(whereIs.apply(pf)).map(PhysicalFunction::numVfs).orElse(0);
            if (found != count) {
                broken.add(unlike(pf, count + " VFs", found + " VFs"));
            }
        });
        bindings.forEach((id, state) -> {
            String found = world.binding(id).map(b -> b.state().toString()).orElse("no binding");
            if (!found.equals(state.toString()) && world.vm(id.vm()).isPresent()) {
                broken.add(unlike(id, state, found));
            }
        });
        return broken;
    }

    private static Trouble unlike(Object what, Object promised, String found) {
        return new Trouble(
                what.toString(), "confirm " + promised, "read back: " + found, "somebody else may have changed it");
    }
}
