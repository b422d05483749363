package org.svff.world;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.svff.pci.PciAddress;
import org.svff.pci.VfName;

/**
 * A VF as the kernel shows it.
 *
 * @param name its PF and index
 * @param address where it is at present
 * @param driver the driver bound to it, if any
 * @param iommuGroup its IOMMU group, if an IOMMU is on; reused by the kernel for other devices, never remembered
 * @param holders processes that have its VFIO group or device file open
 * @param network what is set on it from the host, when it is a network VF and the kernel tells
 * @param nvme what its controller has, when it is an NVMe VF and its card tells
 * @param hostUse how the host uses it through an ordinary driver ("eth3 is up", "nvme"), if it does
 */
public record VirtualFunction(
        VfName name,
        PciAddress address,
        Optional<String> driver,
        OptionalInt iommuGroup,
        List<Holder> holders,
        Optional<NetworkSettings> network,
        Optional<NvmeSettings> nvme,
        Optional<String> hostUse) {
    public VirtualFunction {
        holders = List.copyOf(holders);
    }

    /** A VF of which no controller is known. */
    public VirtualFunction(
            VfName name,
            PciAddress address,
            Optional<String> driver,
            OptionalInt iommuGroup,
            List<Holder> holders,
            Optional<NetworkSettings> network,
            Optional<String> hostUse) {
        this(name, address, driver, iommuGroup, holders, network, Optional.empty(), hostUse);
    }

    public VirtualFunction withHolders(List<Holder> now) {
        return new VirtualFunction(name, address, driver, iommuGroup, now, network, nvme, hostUse);
    }

    public VirtualFunction withNetwork(Optional<NetworkSettings> now) {
        return new VirtualFunction(name, address, driver, iommuGroup, holders, now, nvme, hostUse);
    }

    public VirtualFunction withNvme(Optional<NvmeSettings> now) {
        return new VirtualFunction(name, address, driver, iommuGroup, holders, network, now, hostUse);
    }
}
