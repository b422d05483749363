package org.svff.world;

/**
 * A process that holds a VF's VFIO device or group open.
 *
 * @param pid its process id in the agent's pid namespace
 * @param command its name, and for QEMU the guest's; for humans, never parsed
 */
public record Holder(long pid, String command) {
    @Override
    public String toString() {
        return command + " (pid " + pid + ")";
    }
}
