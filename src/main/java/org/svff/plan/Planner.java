package org.svff.plan;

import org.svff.world.Image;
import org.svff.world.SvffException;
import org.svff.world.Trouble;
import org.svff.world.World;

/** Works out what to do: a pure function of the world and the request. */
public final class Planner {
    private Planner() {}

    /** Where images are found by name, already checked. */
    public interface Images {
        /**
         * The image of this name.
         *
         * @throws SvffException when there is none, or it is not what its manifest says
         */
        Image find(String name) throws SvffException;
    }

    /** Plans where there are no images. */
    public static Plan plan(World world, Request request) throws Refused {
        return plan(world, request, name -> {
            throw new SvffException(new Trouble(
                    name, "find the image", "there are no images here", "see image.folder in the configuration"));
        });
    }

    /**
     * Plans; touches nothing.
     *
     * @param images looked at only when the request names one
     * @return the steps; none when the world is already as asked
     * @throws Refused when the request names something that is not there, or must not be done
     */
    public static Plan plan(World world, Request request, Images images) throws Refused {
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
        if (request instanceof Request.ReconfigureQueues reconfigure) {
            return QueuePlans.plan(look, reconfigure);
        }
        if (request instanceof Request.Program program) {
            return ProgramPlan.plan(look, program, images);
        }
        if (request instanceof Request.ReconfigureBinding reconfigure) {
            return ReconfigureBindingPlan.plan(look, reconfigure);
        }
        if (request instanceof Request.ReconfigureSettings reconfigure) {
            return SettingsPlan.plan(look, reconfigure);
        }
        return ReconfigureVfPlan.plan(look, (Request.ReconfigureVf) request);
    }
}
