package org.svff.host;

import org.jspecify.annotations.Nullable;
import org.svff.world.SvffException;
import org.svff.world.Trouble;

/** The kernel did not do what was asked, or svff's own check refused to ask it. */
public final class HostException extends SvffException {
    private static final long serialVersionUID = 1L;

    /** How it failed, for those who decide what to do next. */
    public enum Kind {
        /** svff's own check refused; nothing was written. */
        REFUSED,
        /** There is no such device, or it went away. */
        NO_SUCH_DEVICE,
        /** No driver is bound, the driver is not loaded, or it cannot do SR-IOV. */
        NO_DRIVER,
        /** The kernel answered EBUSY, or another call of svff's for this device did not end in time. */
        BUSY,
        /** svff may not do this. */
        NOT_PERMITTED,
        /** The file system is read-only. */
        READ_ONLY,
        /** The kernel took the value and enabled fewer VFs than asked. */
        SHORT,
        /** The kernel took the value and shows another. */
        NOT_APPLIED,
        /** A call into the kernel has not come back. */
        STUCK,
        /** The waiting thread was interrupted; the call itself may go on. */
        INTERRUPTED,
        /** The kernel answered with another error. */
        KERNEL
    }

    private final Kind kind;

    public HostException(Kind kind, Trouble trouble) {
        this(kind, trouble, null);
    }

    public HostException(Kind kind, Trouble trouble, @Nullable Throwable cause) {
        super(trouble, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
