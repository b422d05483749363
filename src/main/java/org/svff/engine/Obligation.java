package org.svff.engine;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.svff.pci.PciAddress;
import org.svff.pci.VfName;
import org.svff.world.BindingId;

/**
 * A VF that is owed to a binding: the record without which no VM stays paused.
 *
 * @param binding who is owed
 * @param vf what is owed
 * @param address where the VF was when the record was made
 * @param bus the guest bus the device was on, when it must be plugged in again
 * @param pid QEMU's process id: a VM that was started anew is owed nothing
 * @param life which process of this number, as {@code SriovHost.lifeOf} tells; empty in records of earlier agents, and
 *     where the kernel did not tell
 * @param kind why it does not have it
 * @param why what failed, or why it stays paused; empty when nothing did
 * @param since milliseconds since the epoch
 */
public record Obligation(
        BindingId binding,
        VfName vf,
        PciAddress address,
        Optional<String> bus,
        long pid,
        Optional<String> life,
        Kind kind,
        String why,
        long since) {
    /** From a line of the journal: older ones have no {@code life}. */
    @JsonCreator
    static Obligation read(
            @JsonProperty("binding") BindingId binding,
            @JsonProperty("vf") VfName vf,
            @JsonProperty("address") PciAddress address,
            @JsonProperty("bus") Optional<String> bus,
            @JsonProperty("pid") long pid,
            @JsonProperty("life") @Nullable String life,
            @JsonProperty("kind") Kind kind,
            @JsonProperty("why") String why,
            @JsonProperty("since") long since) {
        return new Obligation(binding, vf, address, bus, pid, Optional.ofNullable(life), kind, why, since);
    }

    /** The same VF under another name: its card is at another address. */
    Obligation with(VfName now) {
        return new Obligation(binding, now, address, bus, pid, life, kind, why, since);
    }

    /** The same for this reason. */
    Obligation because(String reason) {
        return new Obligation(binding, vf, address, bus, pid, life, kind, reason, since);
    }

    /** Why a binding does not have its VF. */
    public enum Kind {
        /** It was paused on purpose, or is while an operation runs. */
        PAUSED,
        /** It is paused and could not be resumed. */
        RESUME_FAILED,
        /** It was unplugged to be plugged in again, and that failed. */
        ATTACH_FAILED
    }
}
