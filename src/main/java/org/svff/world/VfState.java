package org.svff.world;

/** Who has a VF. Derived: see {@link World#stateOf}. */
public enum VfState {
    /** Nobody: may be attached. */
    FREE,
    /** A VM of ours has it. */
    ATTACHED,
    /** Kept for a paused binding, which QEMU does not hold at the moment. */
    PAUSED,
    /** A binding of ours wants it and could not be given it. */
    FAILED,
    /** The host itself uses it through an ordinary driver. */
    HOST,
    /** A process that is none of our VMs holds it. It is never touched. */
    FOREIGN
}
