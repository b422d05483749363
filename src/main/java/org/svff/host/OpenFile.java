package org.svff.host;

import com.sun.jna.LastErrorException;
import java.util.concurrent.atomic.AtomicBoolean;

/** An open file, as its descriptor; whoever has one closes it. Thread-safe, and close is idempotent. */
public final class OpenFile implements AutoCloseable {
    private static final int MFD_CLOEXEC = 1;

    private static final class C {
        static final LibC LIBRARY = LibC.load();
    }

    private final int descriptor;
    private final AtomicBoolean closed = new AtomicBoolean();

    OpenFile(int descriptor) {
        this.descriptor = descriptor;
    }

    /** A file in memory that only its name tells from others (memfd_create(2)): what stands for a simulated device. */
    public static OpenFile inMemory(String name) throws SysfsException {
        try {
            return new OpenFile(C.LIBRARY.memfd_create(name, MFD_CLOEXEC));
        } catch (LastErrorException e) {
            throw new SysfsException(Errno.of(e.getErrorCode()), e.getErrorCode(), "make in memory", name);
        }
    }

    /** Its number in this process. */
    public int descriptor() {
        return descriptor;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            try {
                C.LIBRARY.close(descriptor);
            } catch (LastErrorException e) {
                // Linux has given the number back whatever it answers (close(2)): a second try could close another's.
            }
        }
    }
}
