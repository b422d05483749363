package org.svff.world;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * What the controller of an NVMe VF (a secondary controller) has of its card, as NVMe's virtualization enhancements
 * divide it. The card takes all of it away when the controller goes offline, and so when the VF is destroyed.
 *
 * @param online whether it works: offline, its registers say that it failed
 * @param queues pairs of queues, that for administration included; at least 2 for a controller that is online
 * @param interrupts vectors; the size of its MSI-X table, which a guest sees
 */
public record NvmeSettings(boolean online, int queues, int interrupts) {
    public static final NvmeSettings OFF = new NvmeSettings(false, 0, 0);

    /** Whether it has nothing and is offline. */
    @JsonIgnore
    public boolean isOff() {
        return equals(OFF);
    }

    @Override
    public String toString() {
        return (online ? "online" : "offline") + ", queues " + queues + ", interrupts " + interrupts;
    }
}
