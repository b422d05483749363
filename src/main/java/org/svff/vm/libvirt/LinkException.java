package org.svff.vm.libvirt;

import java.io.IOException;

/** libvirt was asked and has not answered, or has answered with an error. */
final class LinkException extends IOException {
    private static final long serialVersionUID = 1L;

    /** How it failed. */
    enum Kind {
        /** There is no connection to libvirt's daemon, or it was lost before the answer came. */
        LOST,
        /** No answer within the deadline. The call may still take effect. */
        TIMEOUT,
        /** libvirt answered with an error. */
        ERROR,
        /** libvirt answered that it knows no such domain, or that it does not run. */
        NO_DOMAIN
    }

    private final Kind kind;

    LinkException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }
}
