package org.svff.sim;

/** What a simulated guest does when it is asked to give a device up. */
public enum GuestBehaviour {
    /** Gives it up at once. */
    OBLIGING,
    /** Refuses: QEMU reports DEVICE_UNPLUG_GUEST_ERROR. */
    REFUSING,
    /** Does not answer. */
    SILENT
}
