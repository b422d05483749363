package org.svff.engine;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.svff.pci.PciAddress;
import org.svff.testbed.Lab;
import org.svff.world.Binding;
import org.svff.world.NetworkSettings;
import org.svff.world.NvmeSettings;
import org.svff.world.PhysicalFunction;
import org.svff.world.Queues;
import org.svff.world.VirtualFunction;
import org.svff.world.World;

/**
 * Everything about a lab that an operation may change, in the words of kernel and QEMU where they have any.
 *
 * @param counts VFs by PF
 * @param guests what each guest sees, and what is behind it
 * @param bindings state and VF of each, and what is kept of a VF that is gone
 * @param network what is set on VFs from the host, by PF's interface and VF
 * @param nvme what the controllers of NVMe VFs have, by VF
 * @param autoprobe whether new VFs get a driver, by PF
 * @param queues how many queues each PF may use, and is to
 * @param flash what each card has been loaded with
 */
record Picture(
        Map<PciAddress, Integer> counts,
        Map<String, Map<String, Optional<PciAddress>>> guests,
        Map<String, String> bindings,
        Map<String, NetworkSettings> network,
        Map<String, NvmeSettings> nvme,
        Map<PciAddress, Boolean> autoprobe,
        Map<PciAddress, Queues> queues,
        Map<String, String> flash) {

    static Picture of(Lab lab) {
        World world = lab.world();
        Map<String, String> bindings = new TreeMap<>();
        for (Binding b : world.bindings()) {
            bindings.put(b.id().toString(), b.state() + " " + b.vf().orElseThrow() + " " + b.network());
        }
        Map<String, NetworkSettings> network = new TreeMap<>();
        Map<String, NvmeSettings> nvme = new TreeMap<>();
        Map<PciAddress, Boolean> autoprobe = new TreeMap<>();
        Map<PciAddress, Queues> queues = new TreeMap<>();
        for (PhysicalFunction pf : world.pfs()) {
            pf.queues().ifPresent(q -> queues.put(pf.address(), q));
            autoprobe.put(pf.address(), pf.autoprobe());
            for (VirtualFunction vf : pf.vfs()) {
                vf.network().ifPresent(settings -> network.put(vf.name().toString(), settings));
                vf.nvme().ifPresent(has -> nvme.put(vf.name().toString(), has));
            }
        }
        return new Picture(
                new TreeMap<>(lab.host().kernel().vfCounts()),
                lab.guests(),
                bindings,
                network,
                nvme,
                autoprobe,
                queues,
                lab.images().flashed());
    }
}
