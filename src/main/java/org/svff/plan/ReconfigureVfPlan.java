package org.svff.plan;

import java.util.List;
import org.svff.world.VfState;
import org.svff.world.VirtualFunction;

/** Plans a change of a VF's own settings: at present, its driver. */
final class ReconfigureVfPlan {
    private ReconfigureVfPlan() {}

    static Plan plan(Lookup look, Request.ReconfigureVf request) throws Refused {
        VirtualFunction vf = look.vf(request.vf());
        VfState state = look.world().stateOf(vf);
        Stages stages = new Stages();
        if (state != VfState.HOST) {
            vf = look.freeVf(vf.name()); // refuses, naming who has it
        }
        if (vf.driver().equals(request.driver())) {
            stages.note(vf.name() + " is so already");
        } else {
            vf.hostUse().ifPresent(use -> stages.note("the host stops using the VF: " + use));
            stages.then(new Step.BindDriver(vf.name(), request.driver(), vf.driver()));
        }
        return stages.plan(look.world(), request, List.of(vf.name().pf()));
    }
}
