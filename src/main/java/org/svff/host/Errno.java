package org.svff.host;

import java.util.Arrays;

/** The error numbers that sysfs and procfs answer with on Linux (asm-generic/errno-base.h and errno.h). */
public enum Errno {
    EPERM(1, "operation not permitted"),
    ENOENT(2, "no such file or directory"),
    EINTR(4, "interrupted system call"),
    EIO(5, "input/output error"),
    ENXIO(6, "no such device or address"),
    EAGAIN(11, "resource temporarily unavailable"),
    ENOMEM(12, "cannot allocate memory"),
    EACCES(13, "permission denied"),
    EBUSY(16, "device or resource busy"),
    EEXIST(17, "file exists"),
    ENODEV(19, "no such device"),
    ENOTDIR(20, "not a directory"),
    EISDIR(21, "is a directory"),
    EINVAL(22, "invalid argument"),
    ENOTTY(25, "inappropriate ioctl for device"),
    ENOSPC(28, "no space left on device"),
    EROFS(30, "read-only file system"),
    ERANGE(34, "numerical result out of range"),
    ENOSYS(38, "function not implemented"),
    ETIMEDOUT(110, "connection timed out"),
    EOPNOTSUPP(95, "operation not supported"),
    /** Any other number; see {@link SysfsException#number()}. */
    OTHER(0, "error");

    private final int number;
    private final String text;

    Errno(int number, String text) {
        this.number = number;
        this.text = text;
    }

    public int number() {
        return number;
    }

    public String text() {
        return text;
    }

    public static Errno of(int number) {
        return Arrays.stream(values())
                .filter(e -> e.number == number && e != OTHER)
                .findFirst()
                .orElse(OTHER);
    }
}
