package org.svff.policy;

import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
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

    /** The policies by which it is answered, as they are now, by name. */
    default List<KeptPolicy> policies() {
        return List.of();
    }

    /**
     * Tells a listener whenever a policy comes, changes or goes, after it did; those that are there already are not told.
     *
     * @param listener takes the policy's name and what happened to it
     */
    default void follow(BiConsumer<String, String> listener) {}

    /** Ends whatever looks after the policies. */
    default void close() {}

    /** Lets everything run. */
    static Admission all() {
        return (world, request, plan, requester) -> Optional.empty();
    }
}
