package org.svff.world;

import org.jspecify.annotations.Nullable;

/** An operation failed; {@link #trouble()} says how, in the operator's words. */
public class SvffException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Trouble trouble;

    public SvffException(Trouble trouble) {
        this(trouble, null);
    }

    public SvffException(Trouble trouble, @Nullable Throwable cause) {
        super(trouble.toString(), cause);
        this.trouble = trouble;
    }

    public final Trouble trouble() {
        return trouble;
    }
}
