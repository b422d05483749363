package org.svff.vm.qmp;

import java.io.IOException;

/** A QMP command was not answered, or was answered with an error. */
public final class QmpException extends IOException {
    private static final long serialVersionUID = 1L;

    /** How it failed. */
    public enum Kind {
        /** Nobody listens on the socket: its QEMU has ended, or has not begun to listen. */
        NOBODY,
        /** The connection ended before the answer came. */
        DISCONNECTED,
        /** No answer within the deadline. */
        TIMEOUT,
        /** What came is no QMP. */
        PROTOCOL,
        /** QEMU answered with an error; {@link QmpException#errorClass()} tells its class. */
        ERROR
    }

    private final Kind kind;
    private final String errorClass;

    public QmpException(Kind kind, String message) {
        this(kind, "", message);
    }

    private QmpException(Kind kind, String errorClass, String message) {
        super(message);
        this.kind = kind;
        this.errorClass = errorClass;
    }

    /** QEMU's own error: {@code class} and {@code desc} of its answer. */
    public static QmpException error(String errorClass, String description) {
        return new QmpException(Kind.ERROR, errorClass, description);
    }

    public Kind kind() {
        return kind;
    }

    /** {@code GenericError}, {@code DeviceNotFound}, {@code CommandNotFound}, ...; empty unless the kind is ERROR. */
    public String errorClass() {
        return errorClass;
    }
}
