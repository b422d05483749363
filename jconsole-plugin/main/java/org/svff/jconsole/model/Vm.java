package org.svff.jconsole.model;

import java.util.List;

/**
 * A VM.
 *
 * @param status QEMU's run state; empty when unknown
 * @param note why QEMU does not answer, or another thing to know; may be empty
 * @param vfCount how many VFs it has or is owed
 * @param quota how many it may have; -1 when nobody says
 * @param quotas what quotas say of it, in words
 */
public record Vm(
        String name,
        String qemu,
        String status,
        boolean reachable,
        String note,
        boolean canPause,
        int vfCount,
        int quota,
        List<String> quotas,
        List<String> freePorts) {
    public Vm {
        quotas = List.copyOf(quotas);
        freePorts = List.copyOf(freePorts);
    }

    public boolean hasQuota() {
        return quota >= 0;
    }

    /** Whether it has all that it may have. */
    public boolean isFull() {
        return hasQuota() && vfCount >= quota;
    }

    /** Whether it could be given one more VF. */
    public boolean hasRoom() {
        return reachable && !freePorts.isEmpty() && !isFull();
    }
}
