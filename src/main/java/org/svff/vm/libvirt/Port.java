package org.svff.vm.libvirt;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * A PCI controller that a device can be plugged into while the domain runs.
 *
 * @param alias libvirt's, which is QEMU's id of it ({@code pci.3})
 * @param index its number: the {@code bus} of what is plugged into it
 * @param model {@code pcie-root-port}, ...
 * @param slot its first free slot; empty when it is full
 * @param taken what has it, when that is one device
 * @param node the guest's NUMA node that it belongs to, by the expander bus above it
 */
record Port(String alias, int index, String model, OptionalInt slot, Optional<String> taken, OptionalInt node) {}
