package org.svff.host;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message of sendmsg(2) and recvmsg(2), with open files beside its bytes (SCM_RIGHTS: unix(7), cmsg(3)). The structures
 * are those of 64-bit Linux, the same on x86-64 and arm64.
 */
final class SocketMessage implements AutoCloseable {
    /** MSG_CMSG_CLOEXEC: files that come are not inherited by programs that are started. */
    static final int CLOSE_ON_EXEC = 0x40000000;

    private static final int SCM_RIGHTS = 1;
    private static final int CONTROL_HEADER = 16; // struct cmsghdr: length (8), level (4), type (4)
    private static final int MOST_FILES = 253; // SCM_MAX_FD, net/scm.h
    private static final int FILES_SIZE = CONTROL_HEADER + (MOST_FILES + 1) * Integer.BYTES;

    /** {@code struct msghdr}: name, its length, parts, their number, control data, its length, flags. */
    private static final int PARTS = 16;

    private static final int PART_COUNT = 24;
    private static final int CONTROL = 32;
    private static final int CONTROL_SIZE = 40;
    private static final int HEADER_SIZE = 56;
    private static final int PART_SIZE = 16;

    private final Memory bytes;
    private final Memory control = new Memory(FILES_SIZE);
    private final Memory part = new Memory(PART_SIZE);
    private final Memory header = new Memory(HEADER_SIZE);

    private SocketMessage(int size) {
        bytes = new Memory(Math.max(1, size));
        part.setPointer(0, bytes);
        part.setLong(Native.POINTER_SIZE, size);
        header.clear();
        header.setPointer(PARTS, part);
        header.setLong(PART_COUNT, 1);
    }

    /** One to be filled by what comes. */
    static SocketMessage ofSize(int size) {
        return new SocketMessage(size);
    }

    /** One to be sent, with a file or without. */
    static SocketMessage of(ByteBuffer text, @Nullable OpenFile file) {
        byte[] copy = new byte[text.remaining()];
        text.get(copy);
        SocketMessage message = new SocketMessage(copy.length);
        message.bytes.write(0, copy, 0, copy.length);
        if (file != null) {
            int length = CONTROL_HEADER + Integer.BYTES;
            message.control.clear();
            message.control.setLong(0, length);
            message.control.setInt(8, LibC.SOL_SOCKET);
            message.control.setInt(12, SCM_RIGHTS);
            message.control.setInt(CONTROL_HEADER, file.descriptor());
            message.header.setPointer(CONTROL, message.control);
            message.header.setLong(CONTROL_SIZE, length + Integer.BYTES); // a multiple of eight
        }
        return message;
    }

    /** Makes room for files: the kernel writes over what says how much there is. */
    void prepare() {
        control.clear();
        header.setPointer(CONTROL, control);
        header.setLong(CONTROL_SIZE, FILES_SIZE);
    }

    Pointer header() {
        return header;
    }

    byte[] bytes(int count) {
        return bytes.getByteArray(0, count);
    }

    /** The files that came. */
    List<OpenFile> files() {
        List<OpenFile> files = new ArrayList<>();
        long length = header.getLong(CONTROL_SIZE) < CONTROL_HEADER ? 0 : control.getLong(0);
        if (control.getInt(8) == LibC.SOL_SOCKET && control.getInt(12) == SCM_RIGHTS) {
            for (long at = CONTROL_HEADER; at + Integer.BYTES <= length; at += Integer.BYTES) {
                files.add(new OpenFile(control.getInt(at)));
            }
        }
        return files;
    }

    @Override
    public void close() {
        bytes.close();
        control.close();
        part.close();
        header.close();
    }
}
