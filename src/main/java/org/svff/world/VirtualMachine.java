package org.svff.world;

import java.util.List;
import java.util.Optional;

/**
 * A running QEMU.
 *
 * @param name its name (QEMU's {@code -name}, else the socket's file name without its ending); unique on the host
 * @param pid QEMU's process id, 0 when unknown
 * @param qemuVersion as QEMU tells, e.g. {@code 10.0.2}; empty when unknown
 * @param status QEMU's run state ({@code running}, {@code paused}, ...); empty when unknown
 * @param reachable whether its QMP answers
 * @param note why it is not, or another thing the operator should know; may be empty
 * @param pauseSupport which pause command its QEMU has
 * @param devices its vfio-pci devices; the last known ones while it is not reachable
 * @param freeBuses hot-pluggable PCIe ports that are empty, by name; where a VF may be attached
 */
public record VirtualMachine(
        String name,
        long pid,
        String qemuVersion,
        String status,
        boolean reachable,
        String note,
        PauseSupport pauseSupport,
        List<GuestDevice> devices,
        List<String> freeBuses) {
    public VirtualMachine {
        devices = List.copyOf(devices);
        freeBuses = List.copyOf(freeBuses);
    }

    public Optional<GuestDevice> device(String id) {
        return devices.stream().filter(d -> d.id().equals(id)).findFirst();
    }
}
