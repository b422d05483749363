package org.svff.sim;

import java.util.Optional;
import org.svff.pci.PciAddress;

/**
 * A card of the mock kernel.
 *
 * @param address of its PF
 * @param vendor as sysfs shows it, {@code 0x10ee}
 * @param pfDriver the PF's driver
 * @param vfDriver the host driver that takes its VFs when they are probed
 * @param classCode as sysfs shows it; 0x020000 is Ethernet
 * @param offset distance of the first VF from the PF, as Routing IDs (sriov_offset)
 * @param stride distance of the VFs from one another (sriov_stride)
 * @param netInterface name of the PF's network interface, if it has one
 * @param iommu whether its VFs are in IOMMU groups
 * @param queues the size of the queue pool that a QDMA card offers; 0 for other cards
 */
public record SimCard(
        PciAddress address,
        String vendor,
        String device,
        String vfDevice,
        String pfDriver,
        String vfDriver,
        String classCode,
        int totalVfs,
        int offset,
        int stride,
        int numaNode,
        Optional<String> netInterface,
        boolean iommu,
        int queues) {
    /** An Intel 82576 network card, as QEMU's igb. */
    public static SimCard igb(String address, int totalVfs) {
        PciAddress pf = PciAddress.parse(address);
        return new SimCard(
                pf,
                "0x8086",
                "0x10c9",
                "0x10ca",
                "igb",
                "igbvf",
                "0x020000",
                totalVfs,
                128,
                2,
                0,
                Optional.of("eth" + pf.bus()),
                true,
                0);
    }

    /** An AMD/Xilinx FPGA card with QDMA. */
    public static SimCard qdma(String address, int totalVfs) {
        return new SimCard(
                PciAddress.parse(address),
                "0x10ee",
                "0x903f",
                "0xa03f",
                "qdma-pf",
                "qdma-vf",
                "0x058000",
                totalVfs,
                4,
                1,
                1,
                Optional.empty(),
                true,
                2048);
    }

    /** The same, with its first VF at this distance from the PF and the others right behind it. */
    public SimCard withVfsAt(int distance) {
        return with(distance, 1, iommu);
    }

    public SimCard withoutIommu() {
        return with(offset, stride, false);
    }

    private SimCard with(int newOffset, int newStride, boolean newIommu) {
        return new SimCard(
                address,
                vendor,
                device,
                vfDevice,
                pfDriver,
                vfDriver,
                classCode,
                totalVfs,
                newOffset,
                newStride,
                numaNode,
                netInterface,
                newIommu,
                queues);
    }

    PciAddress vf(int index) {
        return address.plus(offset + index * stride);
    }
}
