package org.svff.engine;

/** How an operation ended, or that it has not. */
public enum Outcome {
    RUNNING,
    /** As asked, read back. */
    DONE,
    /** The world was already as asked; nothing was done. */
    UNCHANGED,
    /** Not begun; nothing was touched. */
    REFUSED,
    /** Begun, failed, and taken back: the world is as before. */
    ROLLED_BACK,
    /** The main thing is done, but bindings are left FAILED; see the troubles. */
    PARTIAL,
    /** Failed, and not all could be taken back; see the troubles. */
    FAILED;

    public boolean isOver() {
        return this != RUNNING;
    }

    /** Whether the requester got what was asked. */
    public boolean isSuccess() {
        return this == DONE || this == UNCHANGED;
    }
}
