package org.svff.vm;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the kernel for the process behind a listening UNIX socket. */
final class KernelPeerCredentials {
    private static final Logger LOG = LoggerFactory.getLogger(KernelPeerCredentials.class);

    // socket(2), socket(7) and asm-generic/socket.h
    private static final int AF_UNIX = 1;
    private static final int SOCK_STREAM = 1;
    private static final int SOCK_NONBLOCK = 0x800;
    private static final int SOCK_CLOEXEC = 0x80000;
    private static final int SOL_SOCKET = 1;
    private static final int SO_PEERCRED = 17;
    /** Size of {@code sockaddr_un}: the family, and 108 bytes of path. */
    private static final int ADDRESS_SIZE = 110;
    /** Size of {@code struct ucred}: pid, uid, gid. */
    private static final int CREDENTIALS_SIZE = 12;

    private KernelPeerCredentials() {}

    private interface Sockets extends Library {
        int socket(int domain, int type, int protocol) throws LastErrorException;

        int connect(int fd, Pointer address, int length) throws LastErrorException;

        int getsockopt(int fd, int level, int option, Pointer value, IntByReference length) throws LastErrorException;

        int close(int fd) throws LastErrorException;
    }

    private static final class C {
        static final Sockets LIBRARY = Native.load("c", Sockets.class);
    }

    static long pid(Path socket) {
        byte[] path = socket.toString().getBytes(StandardCharsets.UTF_8);
        if (path.length > ADDRESS_SIZE - 3) {
            return 0;
        }
        try (Memory address = new Memory(ADDRESS_SIZE);
                Memory credentials = new Memory(CREDENTIALS_SIZE)) {
            address.clear();
            address.setShort(0, (short) AF_UNIX);
            address.write(2, path, 0, path.length);
            return ask(address, credentials);
        } catch (LastErrorException e) {
            LOG.debug("{}: who listens is not known: {}", socket, e.getMessage());
            return 0;
        }
    }

    private static long ask(Memory address, Memory credentials) {
        int fd = C.LIBRARY.socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
        try {
            C.LIBRARY.connect(fd, address, ADDRESS_SIZE);
            C.LIBRARY.getsockopt(fd, SOL_SOCKET, SO_PEERCRED, credentials, new IntByReference(CREDENTIALS_SIZE));
            return credentials.getInt(0);
        } finally {
            C.LIBRARY.close(fd);
        }
    }
}
