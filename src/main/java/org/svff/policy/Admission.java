package org.svff.policy;

import java.util.Optional;
import org.svff.plan.Plan;
import org.svff.plan.Request;
import org.svff.world.Trouble;
import org.svff.world.World;

/** May this request run? Asked after it was planned and before anything is touched. */
@FunctionalInterface
public interface Admission {
    /**
     * Why not; empty to let it run. An exception counts as a no.
     *
     * @param requester who asks
     */
    Optional<Trouble> refusal(World world, Request request, Plan plan, String requester);

    /**
     * Whether an answer depends on what other requests are about to do, so that of those that give VFs to VMs only one may
     * run at a time.
     */
    default boolean countsVfs() {
        return false;
    }

    /** Lets everything run. */
    static Admission all() {
        return (world, request, plan, requester) -> Optional.empty();
    }
}
