package org.svff.world;

/** What becomes of a binding. */
public enum BindingState {
    /** QEMU holds the VF; the guest drives it. */
    ATTACHED,
    /** QEMU has let go of the VF; the guest keeps its device. */
    PAUSED,
    /** The binding is owed a VF that it could not be given; it is kept on record and retried on demand. */
    FAILED
}
