package org.svff.sim;

/** Ways in which a simulated QEMU's monitor goes wrong. */
public enum QemuFault {
    /** Takes connections and commands, answers nothing; a greeting does not come either. */
    SILENT,
    /** Sends something that is no QMP in place of the greeting. */
    GARBAGE,
    /** Ends the connection in the middle of the next reply. */
    CUT_REPLY,
    /** Answers the next command that changes a device with an error, and does nothing. */
    REFUSE_NEXT,
    /** The guest misses the next request to give a device up, as one that boots does. */
    MISS_UNPLUG,
    /** Does the next command that changes a device and answers it when the fault is cleared. */
    LATE_REPLY,
    /** Sends every answer and every event twice. */
    TWICE,
    /** Sends, before each answer, what QMP has no sense for: answers nobody asked for, events of nothing. */
    NONSENSE,
    /** Sends no events. */
    LOSES_EVENTS
}
