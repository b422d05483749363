package org.svff.jconsole.model;

import java.time.Instant;
import java.util.Optional;

/**
 * A guest device and the VF behind it.
 *
 * @param name VM, slash, device
 * @param vf the VF's name; empty when there is none
 * @param note why it failed; else empty
 * @param pausedSince by the agent's clock; empty when it is not paused
 * @param outages how many pauses and replugs have ended
 * @param lastOutageMillis how long the last one took
 */
public record Binding(
        String name,
        String vm,
        String device,
        String vf,
        VfState state,
        String note,
        Optional<Instant> pausedSince,
        long outages,
        long lastOutageMillis,
        long totalOutageMillis) {
    /** The card whose VF it is; empty when there is none. */
    public String pf() {
        return vf.isEmpty() ? "" : vf.substring(0, vf.lastIndexOf('/'));
    }
}
