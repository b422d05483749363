package org.svff.vm.libvirt;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.libvirt.Connect;
import org.libvirt.Library;
import org.libvirt.LibvirtException;
import org.libvirt.jna.Libvirt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * libvirt's event loop, in a thread of its own. libvirt has one for the process, to be registered before the first
 * connection is opened (virEventRegisterDefaultImpl); so there is one here, and it never ends.
 */
final class EventLoop {
    private static final Logger LOG = LoggerFactory.getLogger(EventLoop.class);

    /** JNA does not keep callbacks from being collected, and a late event through one that was ends the process. */
    private static final Queue<Object> KEPT = new ConcurrentLinkedQueue<>();

    private EventLoop() {}

    private static final class Running {
        private static final Libvirt.VirErrorCallback QUIET =
                (data, error) -> LOG.debug("libvirt: {}", error == null ? "?" : error.message);

        /** What kept it from running; empty when it runs. */
        static final String TROUBLE = start();

        private static String start() {
            try {
                Library.initEventLoop();
                Connect.setErrorCallback(QUIET); // else libvirt prints each error on our standard error output
            } catch (LibvirtException e) {
                return String.valueOf(e.getMessage());
            } catch (LinkageError e) { // UnsatisfiedLinkError, or what follows from one
                return "libvirt's library cannot be loaded (" + e.getMessage() + "); install libvirt0 (libvirt-libs)";
            }
            Thread thread = new Thread(EventLoop::run, "svff-libvirt-events");
            thread.setDaemon(true);
            thread.start();
            return "";
        }
    }

    /**
     * Has it run.
     *
     * @throws LinkException when libvirt's library is not here
     */
    static void ensure() throws LinkException {
        if (!Running.TROUBLE.isEmpty()) {
            throw new LinkException(LinkException.Kind.LOST, Running.TROUBLE);
        }
    }

    /** Keeps what libvirt may call back, for ever: there is one for each link, which lives as long as the agent. */
    static void keep(Object callbacks) {
        KEPT.add(callbacks);
    }

    private static void run() {
        while (true) {
            try {
                Library.processEvent();
            } catch (LibvirtException e) {
                LOG.warn("libvirt's event loop: {}", e.getMessage());
            } catch (RuntimeException e) { // of a listener: the others are to be told all the same
                LOG.error("libvirt's event loop", e);
            }
        }
    }
}
