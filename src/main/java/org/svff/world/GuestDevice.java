package org.svff.world;

import java.util.Optional;
import org.svff.pci.PciAddress;

/**
 * A vfio-pci device of a VM, as its QEMU tells.
 *
 * @param id QEMU's id of the device ({@code svff-0}); devices without one are named by their QOM path
 * @param host the host device behind it (QEMU's {@code host} property)
 * @param paused whether QEMU has let go of that host device
 * @param bus the guest bus it is plugged into, when QEMU tells
 */
public record GuestDevice(String id, PciAddress host, boolean paused, Optional<String> bus) {}
