package org.svff.host;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import java.util.Optional;

/** The kernel's uevent socket (netlink(7), NETLINK_KOBJECT_UEVENT), for one reading thread and one that closes. */
final class UeventSocket implements AutoCloseable {
    private static final int NETLINK_KOBJECT_UEVENT = 15;
    private static final int SO_RCVBUF = 8;
    private static final int SO_RCVBUFFORCE = 33;
    private static final int ENOBUFS = 105;
    private static final int EINTR = 4;
    private static final int EFD_CLOEXEC = 0x80000;
    private static final short POLLIN = 1;
    /** The group that the kernel itself sends to; udev's is 2. */
    private static final int KERNEL_GROUP = 1;
    /** Room for some ten thousand messages: destroying and making 256 VFs sends a few thousand at once. */
    private static final int RECEIVE_BUFFER = 8 << 20;
    /** Beyond the kernel's own limit of a message (UEVENT_BUFFER_SIZE, 2048, and the head). */
    private static final int LONGEST_MESSAGE = 16 << 10;
    /** {@code struct sockaddr_nl}: family, padding, pid, groups. */
    private static final int ADDRESS_SIZE = 12;

    private interface C extends Library {
        int socket(int domain, int type, int protocol) throws LastErrorException;

        int bind(int fd, Pointer address, int length) throws LastErrorException;

        int setsockopt(int fd, int level, int option, IntByReference value, int length) throws LastErrorException;

        NativeLong recvfrom(int fd, Pointer buffer, NativeLong size, int flags, Pointer from, IntByReference length)
                throws LastErrorException;

        int poll(Pointer fds, NativeLong count, int timeout) throws LastErrorException;

        int eventfd(int initial, int flags) throws LastErrorException;

        NativeLong write(int fd, byte[] bytes, NativeLong count) throws LastErrorException;

        int close(int fd) throws LastErrorException;
    }

    /** What a wait brought. */
    enum Kind {
        MESSAGE,
        /** Messages were lost. */
        LOSS,
        /** Something that did not come from the kernel, or is no event. */
        NOTHING,
        CLOSED
    }

    /** What a wait brought; an event only with a message. */
    record Received(Kind kind, Optional<Uevent> event) {
        static Received of(Kind kind) {
            return new Received(kind, Optional.empty());
        }
    }

    private final C c;
    private final int socket;
    private final int wakeUp;
    private final Memory buffer = new Memory(LONGEST_MESSAGE);
    private final Memory from = new Memory(ADDRESS_SIZE);
    /** Two {@code struct pollfd}: descriptor (4 bytes), events (2), what happened (2). */
    private final Memory polled = new Memory(16);

    private UeventSocket(C c, int socket, int wakeUp) {
        this.c = c;
        this.socket = socket;
        this.wakeUp = wakeUp;
    }

    /** Empty where there is no such socket, as in some containers. */
    static Optional<UeventSocket> open() {
        try {
            C c = Native.load("c", C.class);
            int socket = c.socket(LibC.AF_NETLINK, LibC.SOCK_RAW | LibC.SOCK_CLOEXEC, NETLINK_KOBJECT_UEVENT);
            widen(c, socket);
            try (Memory address = new Memory(ADDRESS_SIZE)) {
                address.clear();
                address.setShort(0, (short) LibC.AF_NETLINK);
                address.setInt(8, KERNEL_GROUP);
                c.bind(socket, address, ADDRESS_SIZE);
            }
            return Optional.of(new UeventSocket(c, socket, c.eventfd(0, EFD_CLOEXEC)));
        } catch (LastErrorException | UnsatisfiedLinkError e) {
            return Optional.empty();
        }
    }

    private static void widen(C c, int socket) {
        IntByReference size = new IntByReference(RECEIVE_BUFFER);
        try {
            c.setsockopt(socket, LibC.SOL_SOCKET, SO_RCVBUFFORCE, size, 4);
        } catch (LastErrorException notRoot) {
            c.setsockopt(socket, LibC.SOL_SOCKET, SO_RCVBUF, size, 4); // up to net.core.rmem_max
        }
    }

    /** Waits for the next message, or the end. */
    Received receive() {
        try {
            polled.setInt(0, socket);
            polled.setShort(4, POLLIN);
            polled.setInt(8, wakeUp);
            polled.setShort(12, POLLIN);
            c.poll(polled, new NativeLong(2), -1);
            if (polled.getShort(14) != 0) {
                c.close(socket);
                c.close(wakeUp);
                return Received.of(Kind.CLOSED);
            }
            int size = c.recvfrom(
                            socket, buffer, new NativeLong(LONGEST_MESSAGE), 0, from, new IntByReference(ADDRESS_SIZE))
                    .intValue();
            boolean fromKernel = from.getInt(4) == 0; // any process may send here, and has a pid above 0
            return fromKernel
                    ? new Received(Kind.MESSAGE, UeventParser.parse(buffer.getByteArray(0, size)))
                    : Received.of(Kind.NOTHING);
        } catch (LastErrorException e) {
            return switch (e.getErrorCode()) {
                case ENOBUFS -> Received.of(Kind.LOSS);
                case EINTR -> Received.of(Kind.NOTHING);
                default -> Received.of(Kind.CLOSED);
            };
        }
    }

    /** Ends the wait; the reading thread then closes the descriptors, so that none is used after it is closed. */
    @Override
    public void close() {
        c.write(wakeUp, new byte[] {1, 0, 0, 0, 0, 0, 0, 0}, new NativeLong(8));
    }
}
