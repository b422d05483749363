package org.svff.vm;

import org.jspecify.annotations.Nullable;
import org.svff.world.SvffException;
import org.svff.world.Trouble;

/** A VM or its QEMU did not do what was asked. */
public final class VmException extends SvffException {
    private static final long serialVersionUID = 1L;

    /** How it failed, for those who decide what to do next. */
    public enum Kind {
        /** No VM of that name is known. */
        NO_SUCH_VM,
        /** The VM has no such device. */
        NO_SUCH_DEVICE,
        /** The socket cannot be reached, or the connection was lost before the answer came. */
        UNREACHABLE,
        /** QEMU did not answer within the deadline. */
        TIMEOUT,
        /** QEMU answered with an error. */
        REFUSED,
        /** The guest refused the unplug (DEVICE_UNPLUG_GUEST_ERROR). */
        GUEST_REFUSED,
        /** QEMU asked the guest to give the device up; the guest has not answered within the deadline. */
        GUEST_SILENT,
        /** This QEMU has no pause command. */
        NO_PAUSE
    }

    private final Kind kind;

    public VmException(Kind kind, Trouble trouble) {
        this(kind, trouble, null);
    }

    public VmException(Kind kind, Trouble trouble, @Nullable Throwable cause) {
        super(trouble, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
