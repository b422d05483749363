package org.svff.host;

import java.io.IOException;

/** The kernel refused a read or a write. Carries its error number, which a Java file stream would lose. */
public final class SysfsException extends IOException {
    private static final long serialVersionUID = 1L;

    private final Errno errno;
    private final int number;
    private final String path;

    /**
     * @param action {@code "read"}, {@code "write 4 to"}, {@code "list"}, ...; stands before the path in the message
     */
    public SysfsException(Errno errno, int number, String action, String path) {
        super(action + " " + path + ": " + describe(errno, number));
        this.errno = errno;
        this.number = number;
        this.path = path;
    }

    public SysfsException(Errno errno, String action, String path) {
        this(errno, errno.number(), action, path);
    }

    private static String describe(Errno errno, int number) {
        return errno == Errno.OTHER ? "error " + number : errno + " (" + errno.text() + ")";
    }

    public Errno errno() {
        return errno;
    }

    public int number() {
        return number;
    }

    public String path() {
        return path;
    }

    /** The kernel's answer alone: {@code EBUSY (device or resource busy)}. */
    public String answer() {
        return describe(errno, number);
    }
}
