package org.svff.vm.libvirt;

import java.util.List;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.libvirt.Connect;
import org.libvirt.Domain;
import org.libvirt.LibvirtException;

/** An open connection with its events. It is closed when the last call that uses it has come back, and not before. */
final class Connection extends Connect {
    /** After 3 unanswered messages, 5 seconds apart, libvirt ends the connection, and with it each call that waits. */
    private static final int KEEP_ALIVE_SECONDS = 5;

    private static final int KEEP_ALIVE_COUNT = 3;

    private static final int ACTIVE = 1; // VIR_CONNECT_LIST_DOMAINS_ACTIVE

    private final DomainEvents events;
    private final List<Integer> registered;
    private final ReadWriteLock inUse = new ReentrantReadWriteLock();
    private volatile boolean lost;

    /** Something that is asked of libvirt. */
    @FunctionalInterface
    interface Call<T> {
        T on(Connection connection) throws LibvirtException;
    }

    /**
     * Opens it; blocks for as long as the daemon likes.
     *
     * @param onClose runs, on the event loop's thread, when the connection has ended
     */
    Connection(String uri, DomainEvents events, Runnable onClose) throws LibvirtException {
        super(uri);
        this.events = events;
        if (uri.startsWith("test:")) { // libvirt's test driver, in this process: there is no daemon to lose
            registered = events.register(vcp);
            return;
        }
        registerCloseListener((connection, reason) -> {
            lost = true;
            onClose.run();
        });
        setKeepAlive(KEEP_ALIVE_SECONDS, KEEP_ALIVE_COUNT);
        registered = events.register(vcp);
    }

    <T> T use(Call<T> call) throws LibvirtException {
        inUse.readLock().lock();
        try {
            return call.on(this);
        } finally {
            inUse.readLock().unlock();
        }
    }

    /** Whether it has ended; asks nobody. */
    boolean isLost() {
        try {
            return lost || !isAlive();
        } catch (LibvirtException e) {
            return true;
        }
    }

    /** Every domain that runs. */
    List<Domain> running() throws LibvirtException {
        return List.of(listAllDomains(ACTIVE));
    }

    /** Waits for the calls under way, then closes. */
    void end() throws LibvirtException {
        inUse.writeLock().lock();
        try {
            events.deregister(vcp, registered);
            unregisterCloseListener();
            close();
        } finally {
            inUse.writeLock().unlock();
        }
    }
}
