package org.svff.world;

/** What can be done with a PF. */
public enum PfState {
    /** Driver bound; answers. */
    READY,
    /** No driver is bound: the kernel refuses to change the VF count (ENOENT). */
    NO_DRIVER,
    /** A call into the kernel for this PF has not come back; none is made until it does. */
    STUCK,
    /** Its files could not be read; the reason is in {@link PhysicalFunction#note}. */
    UNREADABLE
}
