package org.svff.sim;

import java.util.Map;
import java.util.Optional;
import org.svff.pci.PciAddress;

/**
 * A card of the mock kernel.
 *
 * @param home the slot it is plugged into, named by the address its PF had at first
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
 * @param nvmePool how many queues, and as many interrupts, an NVMe card divides among its VFs; 0 for other cards
 * @param slot the number of its physical slot; empty: the kernel knows of none
 * @param serial its Device Serial Number; 0: it has none
 * @param mailbox whether a QDMA card's image has the mailbox, without which its driver makes no VFs
 */
public record SimCard(
        PciAddress home,
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
        int queues,
        int nvmePool,
        boolean mailbox,
        String slot,
        long serial) {
    private static final long FIRST_SERIAL = 0x0000_5254_0000_0000L;

    /** An Intel 82576 network card, as QEMU's igb. */
    public static SimCard igb(String address, int totalVfs) {
        PciAddress pf = PciAddress.parse(address);
        return new SimCard(
                pf,
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
                0,
                0,
                true,
                Integer.toString(pf.bus()),
                FIRST_SERIAL + pf.routingId());
    }

    /** An AMD/Xilinx FPGA card with QDMA. */
    public static SimCard qdma(String address, int totalVfs) {
        PciAddress pf = PciAddress.parse(address);
        return new SimCard(
                pf,
                pf,
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
                2048,
                0,
                true,
                Integer.toString(pf.bus()),
                FIRST_SERIAL + pf.routingId());
    }

    /** An NVMe disk, as QEMU's; its PF's controller is nvme with the number of its bus. */
    public static SimCard nvme(String address, int totalVfs, int pool) {
        PciAddress pf = PciAddress.parse(address);
        return new SimCard(
                pf,
                pf,
                "0x1b36",
                "0x0010",
                "0x0010",
                "nvme",
                "nvme",
                "0x010802",
                totalVfs,
                1,
                1,
                0,
                Optional.empty(),
                true,
                0,
                pool,
                true,
                Integer.toString(pf.bus()),
                FIRST_SERIAL + pf.routingId());
    }

    /** The same, with its first VF at this distance from the PF and the others right behind it. */
    public SimCard withVfsAt(int distance) {
        return with(distance, 1, iommu);
    }

    public SimCard withoutIommu() {
        return with(offset, stride, false);
    }

    /** The same, in another slot and with another number on it. */
    public SimCard withIdentity(String newSlot, long newSerial) {
        return with(offset, stride, iommu, newSlot, newSerial);
    }

    private SimCard with(int newOffset, int newStride, boolean newIommu) {
        return with(newOffset, newStride, newIommu, slot, serial);
    }

    private SimCard with(int newOffset, int newStride, boolean newIommu, String newSlot, long newSerial) {
        return new SimCard(
                home,
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
                queues,
                nvmePool,
                mailbox,
                newSlot,
                newSerial);
    }

    /**
     * What the card is when it runs this image. A simulated image is a text of lines {@code NAME=VALUE}: {@code device},
     * {@code vf-device} (hexadecimal, without 0x), {@code vfs}, {@code queues}, {@code mailbox}, {@code at} (another
     * address); what it does not name stays.
     */
    SimCard running(Map<String, String> image) {
        return new SimCard(
                home,
                Optional.ofNullable(image.get("at")).map(PciAddress::parse).orElse(address),
                vendor,
                hex(image, "device", device),
                hex(image, "vf-device", vfDevice),
                pfDriver,
                vfDriver,
                classCode,
                number(image, "vfs", totalVfs),
                offset,
                stride,
                numaNode,
                netInterface,
                iommu,
                number(image, "queues", queues),
                nvmePool,
                Optional.ofNullable(image.get("mailbox")).map("yes"::equals).orElse(mailbox),
                slot,
                serial);
    }

    private static String hex(Map<String, String> image, String name, String otherwise) {
        return Optional.ofNullable(image.get(name)).map(id -> "0x" + id).orElse(otherwise);
    }

    private static int number(Map<String, String> image, String name, int otherwise) {
        return Optional.ofNullable(image.get(name)).map(Integer::parseInt).orElse(otherwise);
    }

    PciAddress vf(int index) {
        return address.plus(offset + index * stride);
    }
}
