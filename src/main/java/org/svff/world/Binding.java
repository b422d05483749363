package org.svff.world;

import java.util.Optional;
import org.svff.pci.PciAddress;
import org.svff.pci.VfName;

/**
 * "This VM has this device": a guest device and the VF behind it.
 *
 * @param id VM and guest device
 * @param vf the VF behind it; empty when the host address is no VF that the kernel shows now
 * @param address the host address QEMU was given
 * @param state whether the guest has it
 * @param note why it FAILED, or stays paused; else empty
 * @param network what its VF, which went away while it was paused, is to have when it is made again; empty for all others
 */
public record Binding(
        BindingId id,
        Optional<VfName> vf,
        PciAddress address,
        BindingState state,
        String note,
        Optional<NetworkSettings> network) {
    /** A binding whose VF is there. */
    public Binding(BindingId id, Optional<VfName> vf, PciAddress address, BindingState state, String note) {
        this(id, vf, address, state, note, Optional.empty());
    }
}
