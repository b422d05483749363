package org.svff.world;

import java.util.List;
import java.util.Optional;
import org.svff.pci.DeviceId;
import org.svff.pci.PciAddress;

/**
 * An SR-IOV PF as the kernel shows it.
 *
 * @param address where it is
 * @param id vendor and device id
 * @param driver the driver bound to it, if any
 * @param numaNode NUMA node, -1 when the platform names none
 * @param totalVfs {@code sriov_totalvfs}: how many VFs the driver allows
 * @param numVfs {@code sriov_numvfs}: how many are enabled
 * @param autoprobe {@code sriov_drivers_autoprobe}: whether new VFs get a host driver at once
 * @param state whether it can be worked with
 * @param note why not, when {@code state} is STUCK or UNREADABLE; with STUCK, the last values read stand in the rest
 * @param aer error counters, where the kernel has them
 * @param queues QDMA's queue pool, where the card has one
 * @param vfId vendor and device id of its VFs; empty when the kernel does not tell
 * @param image the image that it is known to run; empty when nobody knows
 * @param identity slot and serial number, as far as these are known
 * @param nvme what an NVMe card divides among its VFs; empty for others, and for those that divide nothing
 * @param interfaces names of the PF's own network interfaces
 * @param vfs its VFs, by index
 */
public record PhysicalFunction(
        PciAddress address,
        DeviceId id,
        Optional<String> driver,
        int numaNode,
        int totalVfs,
        int numVfs,
        boolean autoprobe,
        PfState state,
        String note,
        Optional<AerCounters> aer,
        Optional<Queues> queues,
        Optional<DeviceId> vfId,
        Optional<LoadedImage> image,
        CardIdentity identity,
        Optional<NvmePool> nvme,
        List<String> interfaces,
        List<VirtualFunction> vfs) {
    public PhysicalFunction {
        interfaces = List.copyOf(interfaces);
        vfs = List.copyOf(vfs);
    }

    /** A PF of whose image and VFs' ids nothing is known. */
    public PhysicalFunction(
            PciAddress address,
            DeviceId id,
            Optional<String> driver,
            int numaNode,
            int totalVfs,
            int numVfs,
            boolean autoprobe,
            PfState state,
            String note,
            Optional<AerCounters> aer,
            Optional<Queues> queues,
            List<String> interfaces,
            List<VirtualFunction> vfs) {
        this(
                address,
                id,
                driver,
                numaNode,
                totalVfs,
                numVfs,
                autoprobe,
                state,
                note,
                aer,
                queues,
                Optional.empty(),
                Optional.empty(),
                CardIdentity.UNKNOWN,
                Optional.empty(),
                interfaces,
                vfs);
    }

    public PhysicalFunction withState(PfState newState, String newNote) {
        return with(newState, newNote, queues, image, nvme);
    }

    /** With what is on record about it: its image, and how many queues it shall have (0: nobody said). */
    public PhysicalFunction withRecord(Optional<LoadedImage> known, int wantedQueues) {
        return with(state, note, queues.map(q -> new Queues(q.max(), wantedQueues)), known, nvme);
    }

    /** With what is divided among its VFs. */
    public PhysicalFunction withNvme(Optional<NvmePool> divided) {
        return with(state, note, queues, image, divided);
    }

    private PhysicalFunction with(
            PfState newState,
            String newNote,
            Optional<Queues> newQueues,
            Optional<LoadedImage> newImage,
            Optional<NvmePool> newNvme) {
        return new PhysicalFunction(
                address,
                id,
                driver,
                numaNode,
                totalVfs,
                numVfs,
                autoprobe,
                newState,
                newNote,
                aer,
                newQueues,
                vfId,
                newImage,
                identity,
                newNvme,
                interfaces,
                vfs);
    }

    /** Whether it and the other are functions of one card. */
    public boolean isBeside(PhysicalFunction other) {
        return !address.equals(other.address) && address.isSameDevice(other.address);
    }
}
