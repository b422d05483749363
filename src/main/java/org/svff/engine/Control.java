package org.svff.engine;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.svff.image.Images;
import org.svff.plan.Plan;
import org.svff.plan.Refused;
import org.svff.plan.Request;
import org.svff.policy.KeptPolicy;
import org.svff.state.Comparison;
import org.svff.state.Wanted;
import org.svff.world.BindingId;
import org.svff.world.SvffException;
import org.svff.world.World;

/** What the agent can do for those outside: JMX, policies. Thread-safe. */
public interface Control {
    /** The world as last read; touches neither kernel nor socket. */
    World world();

    /** Reads the world anew, waiting at most so long; then answers what is known. */
    World refresh(Duration wait);

    /** What would be done; touches nothing. */
    Plan plan(Request request) throws Refused;

    /**
     * Carries the request out. Never throws for what goes wrong: the report tells.
     *
     * @param requester who asks, for report and audit
     * @param wait how long to wait for the end; when it has not come by then the report says RUNNING and the operation
     *     goes on
     */
    Report run(Request request, String requester, Duration wait);

    /** The newest operations first, running ones included; at most so many. */
    List<Report> history(int most);

    Optional<Report> operation(String id);

    /**
     * Asks a running operation to stop at the next stage and take back what it did.
     *
     * @return false when no such operation is running, or it is past the point from which it can be taken back
     */
    boolean cancel(String id);

    BindingStats stats(BindingId binding);

    OperationCounts counts();

    /** The sequence number of the last event so far; 0 when there was none. */
    long lastEvent();

    /** The images that cards can be programmed with, by name. */
    List<Images.Listed> images();

    /** The policies that are kept, by name. */
    List<KeptPolicy> policies();

    /** What operators asked for, which is kept over restarts. It says nothing about what is. */
    Wanted wanted();

    /** The world as last read, held against what is wanted of it. */
    Comparison comparison();

    /**
     * Something else is wanted from now on; nothing is touched for that.
     *
     * @throws SvffException when it cannot be written down: then all is as before
     */
    void want(UnaryOperator<Wanted> change) throws SvffException;

    /** Calls the listener for every event from now on, in order, on a thread of the engine. */
    Subscription subscribe(Consumer<Event> listener);

    /** Ends a subscription; never throws. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }

    /** Operations since the agent started. */
    record OperationCounts(int running, long completed, long failed, long refused) {}
}
