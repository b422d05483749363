package org.svff.plan;

import org.svff.world.World;

/** Works out what to do: a pure function of the world and the request. */
public final class Planner {
    private Planner() {}

    /**
     * Plans; touches nothing.
     *
     * @return the steps; none when the world is already as asked
     * @throws Refused when the request names something that is not there, or must not be done
     */
    public static Plan plan(World world, Request request) throws Refused {
        Lookup look = new Lookup(world, request);
        if (request instanceof Request.Attach attach) {
            return AttachPlans.attach(look, attach);
        }
        if (request instanceof Request.Detach detach) {
            return AttachPlans.detach(look, detach);
        }
        if (request instanceof Request.Pause pause) {
            return PausePlans.pause(look, pause);
        }
        if (request instanceof Request.Resume resume) {
            return PausePlans.resume(look, resume);
        }
        if (request instanceof Request.ReconfigurePf reconfigure) {
            return ReconfigurePfPlan.plan(look, reconfigure);
        }
        if (request instanceof Request.RecreateVfs recreate) {
            return ReconfigurePfPlan.plan(look, recreate);
        }
        if (request instanceof Request.ReconfigureBinding reconfigure) {
            return ReconfigureBindingPlan.plan(look, reconfigure);
        }
        return ReconfigureVfPlan.plan(look, (Request.ReconfigureVf) request);
    }
}
