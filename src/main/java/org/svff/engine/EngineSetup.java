package org.svff.engine;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.svff.host.SriovHost;
import org.svff.host.UeventSource;
import org.svff.image.Images;
import org.svff.pci.PciAddress;
import org.svff.policy.Admission;
import org.svff.vm.Hypervisor;

/**
 * What an engine is made of. It closes neither host nor hypervisor.
 *
 * @param stateFolder where the journal is kept
 * @param poll how often to read the world without being told of a change
 * @param vmDeadline how long a VM may take to answer when the world is read
 * @param historySize how many ended operations are kept in memory
 * @param disk what the journal is written to
 * @param images what cards can be programmed with
 * @param queues how many queues QDMA PFs shall have when nobody said anything else
 */
public record EngineSetup(
        SriovHost host,
        UeventSource uevents,
        Hypervisor vms,
        Admission admission,
        Path stateFolder,
        Deadlines deadlines,
        Duration poll,
        Duration vmDeadline,
        int historySize,
        Clock clock,
        Disk disk,
        Images images,
        Map<PciAddress, Integer> queues) {
    public EngineSetup {
        queues = Map.copyOf(queues);
    }

    /** Without images and wanted queues. */
    public EngineSetup(
            SriovHost host,
            UeventSource uevents,
            Hypervisor vms,
            Admission admission,
            Path stateFolder,
            Deadlines deadlines,
            Duration poll,
            Duration vmDeadline,
            int historySize,
            Clock clock,
            Disk disk) {
        this(
                host,
                uevents,
                vms,
                admission,
                stateFolder,
                deadlines,
                poll,
                vmDeadline,
                historySize,
                clock,
                disk,
                Images.none(),
                Map.of());
    }

    /** The same with other images and wanted queues. */
    public EngineSetup with(Images otherImages, Map<PciAddress, Integer> otherQueues) {
        return new EngineSetup(
                host,
                uevents,
                vms,
                admission,
                stateFolder,
                deadlines,
                poll,
                vmDeadline,
                historySize,
                clock,
                disk,
                otherImages,
                otherQueues);
    }

    /** The same on the disk of this machine. */
    public EngineSetup(
            SriovHost host,
            UeventSource uevents,
            Hypervisor vms,
            Admission admission,
            Path stateFolder,
            Deadlines deadlines,
            Duration poll,
            Duration vmDeadline,
            int historySize,
            Clock clock) {
        this(host, uevents, vms, admission, stateFolder, deadlines, poll, vmDeadline, historySize, clock, Disk.real());
    }
}
