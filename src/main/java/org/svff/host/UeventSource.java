package org.svff.host;

import java.util.function.Consumer;

/** Where uevents come from: the kernel's netlink socket, or the mock kernel. */
public interface UeventSource {
    /**
     * Calls the listener for every event from now on, one at a time, on a thread of the source. Events may be lost
     * under load (netlink): then {@code onLoss} runs, and the listener's owner should read everything anew.
     *
     * @return closes the subscription
     */
    Subscription subscribe(Consumer<Uevent> listener, Runnable onLoss);

    /** Ends a subscription; never throws. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
