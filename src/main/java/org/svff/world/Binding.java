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
 */
public record Binding(BindingId id, Optional<VfName> vf, PciAddress address, BindingState state, String note) {}
