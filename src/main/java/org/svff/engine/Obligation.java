package org.svff.engine;

import java.util.Optional;
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
        Kind kind,
        String why,
        long since) {
    /** The same VF under another name: its card is at another address. */
    Obligation with(VfName now) {
        return new Obligation(binding, now, address, bus, pid, kind, why, since);
    }

    /** The same for this reason. */
    Obligation because(String reason) {
        return new Obligation(binding, vf, address, bus, pid, kind, reason, since);
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
