package org.svff.host;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;
import com.sun.jna.NativeLong;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stream socket of this host (unix(7)) that can hand over open files, which the JDK's cannot. One thread may read while
 * others write; {@link #close} ends them all.
 */
public final class UnixSocket implements AutoCloseable {
    private static final int SHUT_RDWR = 2;
    private static final int MSG_NOSIGNAL = 0x4000;
    private static final int EINTR = 4;
    private static final int EBADF = 9;
    /** Of sendmsg(2): too many files are on their way. */
    private static final int ETOOMANYREFS = 109;

    private static final int ECONNREFUSED = 111;
    /** Size of {@code sockaddr_un}: the family, and 108 bytes of path that a zero ends. */
    private static final int ADDRESS_SIZE = 110;

    private static final class C {
        static final LibC LIBRARY = LibC.load();
    }

    private final int socket;
    private final Object writing = new Object();
    /** Guarded by this: calls that use the descriptor now; the last one closes it when the socket was closed meanwhile. */
    private int calls;
    /** Guarded by this. */
    private boolean closed;

    private UnixSocket(int socket) {
        this.socket = socket;
    }

    private interface Call<T> {
        T on(int socket) throws IOException;
    }

    /**
     * Connects.
     *
     * @throws ConnectException when nobody listens there
     */
    public static UnixSocket connect(Path path) throws IOException {
        return made(path, (fd, address) -> C.LIBRARY.connect(fd, address, ADDRESS_SIZE));
    }

    /** Makes the socket's file, which must not be there, and listens. */
    public static UnixSocket listen(Path path, int backlog) throws IOException {
        return made(path, (fd, address) -> {
            C.LIBRARY.bind(fd, address, ADDRESS_SIZE);
            C.LIBRARY.listen(fd, backlog);
        });
    }

    private interface Made {
        void with(int fd, Memory address) throws IOException;
    }

    private static UnixSocket made(Path path, Made action) throws IOException {
        byte[] name = path.toString().getBytes(StandardCharsets.UTF_8);
        if (name.length > ADDRESS_SIZE - 3) {
            throw new IOException("the path of a UNIX socket must not be longer than " + (ADDRESS_SIZE - 3) + " bytes");
        }
        UnixSocket made = null;
        try (Memory address = new Memory(ADDRESS_SIZE)) {
            address.clear();
            address.setShort(0, (short) LibC.AF_UNIX);
            address.write(2, name, 0, name.length);
            made = new UnixSocket(C.LIBRARY.socket(LibC.AF_UNIX, LibC.SOCK_STREAM | LibC.SOCK_CLOEXEC, 0));
            action.with(made.socket, address);
            return made;
        } catch (LastErrorException e) {
            if (made != null) {
                made.close();
            }
            throw failed(e);
        }
    }

    /** Waits for somebody who connects to a socket that listens. */
    public UnixSocket accept() throws IOException {
        return using(fd -> repeated(() -> new UnixSocket(C.LIBRARY.accept4(fd, null, null, LibC.SOCK_CLOEXEC))));
    }

    /**
     * Reads what is there, waiting for something to come. Files that come with it are closed by the kernel.
     *
     * @return how many bytes; -1 at the end
     */
    public int read(ByteBuffer into) throws IOException {
        byte[] bytes = new byte[into.remaining()];
        int count = using(fd -> repeated(
                () -> C.LIBRARY.read(fd, bytes, new NativeLong(bytes.length)).intValue()));
        into.put(bytes, 0, count);
        return count == 0 ? -1 : count;
    }

    /**
     * As {@link #read}, with the files that come with the bytes.
     *
     * @param files gets them; they are its owner's to close
     */
    public int read(ByteBuffer into, List<OpenFile> files) throws IOException {
        try (SocketMessage message = SocketMessage.ofSize(into.remaining())) {
            int count = using(fd -> repeated(() -> {
                message.prepare();
                return C.LIBRARY
                        .recvmsg(fd, message.header(), SocketMessage.CLOSE_ON_EXEC)
                        .intValue();
            }));
            files.addAll(message.files());
            into.put(message.bytes(count));
            return count == 0 ? -1 : count;
        }
    }

    /** Writes all of it. */
    public void write(ByteBuffer bytes) throws IOException {
        write(bytes, null);
    }

    /** Writes all of it, and hands over the file with the first byte; it stays open here. */
    public void write(ByteBuffer bytes, @Nullable OpenFile file) throws IOException {
        synchronized (writing) {
            OpenFile left = file;
            while (bytes.hasRemaining()) {
                int sent = send(bytes, left);
                bytes.position(bytes.position() + sent);
                left = null;
            }
        }
    }

    private int send(ByteBuffer bytes, @Nullable OpenFile file) throws IOException {
        try (SocketMessage message = SocketMessage.of(bytes.duplicate(), file)) {
            return using(fd -> repeated(
                    () -> C.LIBRARY.sendmsg(fd, message.header(), MSG_NOSIGNAL).intValue()));
        }
    }

    /** The kernel does not hand the file over; nothing was sent, and the socket is as it was. */
    public static final class FileRefused extends IOException {
        private static final long serialVersionUID = 1L;

        FileRefused(String message) {
            super(message);
        }
    }

    private interface Repeated<T> {
        T run() throws LastErrorException;
    }

    private static <T> T repeated(Repeated<T> call) throws IOException {
        while (true) {
            try {
                return call.run();
            } catch (LastErrorException e) {
                if (e.getErrorCode() != EINTR) {
                    throw failed(e);
                }
            }
        }
    }

    private static IOException failed(LastErrorException e) {
        String text = String.valueOf(e.getMessage());
        return switch (e.getErrorCode()) {
            case ECONNREFUSED -> new ConnectException(text);
            case EBADF, ETOOMANYREFS -> new FileRefused(text);
            default -> new IOException(text);
        };
    }

    /** The descriptor stays this socket's for as long as the call runs, also when it is closed meanwhile. */
    private <T> T using(Call<T> call) throws IOException {
        synchronized (this) {
            if (closed) {
                throw new ClosedChannelException();
            }
            calls++;
        }
        try {
            return call.on(socket);
        } finally {
            synchronized (this) {
                calls--;
                closeUnused();
            }
        }
    }

    public synchronized boolean isOpen() {
        return !closed;
    }

    /** Ends calls that wait; what they used is closed with the last of them. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            try {
                C.LIBRARY.shutdown(socket, SHUT_RDWR);
            } catch (LastErrorException e) {
                // ENOTCONN: nobody waits then
            }
            closeUnused();
        }
    }

    private void closeUnused() {
        if (closed && calls == 0) {
            try {
                C.LIBRARY.close(socket);
            } catch (LastErrorException e) {
                // given back all the same: close(2)
            }
        }
    }
}
