package org.svff.vm;

import java.nio.file.Path;

/** Tells which process listens on a VM's socket. */
@FunctionalInterface
public interface PeerCredentials {
    /** The process id; 0 when it is not known. */
    long pid(Path socket);

    /**
     * From the kernel ({@code SO_PEERCRED}, unix(7)): who called {@code listen}. Connects for a moment to learn it,
     * since the JDK hands out user and group of a connection, but not the pid.
     */
    static PeerCredentials kernel() {
        return KernelPeerCredentials::pid;
    }
}
