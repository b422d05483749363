package org.svff.engine;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.svff.pci.PciAddress;
import org.svff.pci.VfName;
import org.svff.world.BindingId;
import org.svff.world.NetworkSettings;

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
 * @param network what was set on the VF from the host when it went away, for when it is made again; empty while it is
 *     there, and for VFs without such settings
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
        long since,
        Optional<NetworkSettings> network) {
    /** Of a VF that is there. */
    Obligation(
            BindingId binding,
            VfName vf,
            PciAddress address,
            Optional<String> bus,
            long pid,
            Optional<String> life,
            Kind kind,
            String why,
            long since) {
        this(binding, vf, address, bus, pid, life, kind, why, since, Optional.empty());
    }

    /** From a line of the journal: older ones have no {@code life} and no {@code network}. */
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
            @JsonProperty("since") long since,
            @JsonProperty("network") @Nullable NetworkSettings network) {
        return new Obligation(
                binding,
                vf,
                address,
                bus,
                pid,
                Optional.ofNullable(life),
                kind,
                why,
                since,
                Optional.ofNullable(network));
    }

    /** The same VF under another name: its card is at another address. */
    Obligation with(VfName now) {
        return new Obligation(binding, now, address, bus, pid, life, kind, why, since, network);
    }

    /** The same for this reason. */
    Obligation because(String reason) {
        return new Obligation(binding, vf, address, bus, pid, life, kind, reason, since, network);
    }

    /** The same with this to be set on its VF. */
    Obligation with(Optional<NetworkSettings> kept) {
        return new Obligation(binding, vf, address, bus, pid, life, kind, why, since, kept);
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
