package org.svff.host;

import java.util.Optional;

/** Reads that take absence for an answer. */
final class Reading {
    private Reading() {}

    /** An access that may find nothing. */
    @FunctionalInterface
    interface Access<T> {
        T get() throws SysfsException;
    }

    /** Empty when there is no such file; other errors are passed on. */
    static <T> Optional<T> ifThere(Access<T> access) throws SysfsException {
        try {
            return Optional.of(access.get());
        } catch (SysfsException e) {
            if (isAbsence(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Empty when it cannot be had, whatever the reason: for what is nice to know. */
    static <T> Optional<T> ifReadable(Access<T> access) {
        try {
            return Optional.of(access.get());
        } catch (SysfsException e) {
            return Optional.empty();
        }
    }

    /** Whether the kernel says that the file, or the device behind it, is not (or no more) there. */
    static boolean isAbsence(SysfsException e) {
        return e.errno() == Errno.ENOENT || e.errno() == Errno.ENODEV || e.errno() == Errno.ENXIO;
    }
}
