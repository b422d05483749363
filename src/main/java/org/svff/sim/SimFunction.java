package org.svff.sim;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.svff.pci.PciAddress;
import org.svff.world.NetworkSettings;
import org.svff.world.NvmeSettings;

/** A PCI function of the mock kernel: a PF, or a VF of one. Guarded by the kernel's lock. */
final class SimFunction {
    final SimCard card;
    final PciAddress address;
    final boolean isVf;
    OptionalInt group = OptionalInt.empty();
    Optional<String> driver = Optional.empty();
    Optional<String> override = Optional.empty();
    boolean autoprobe = true;
    int vfs;
    int queues;
    /** Queues that somebody has started. */
    int activeQueues;
    /** What is set on its VFs, by index; a network card's only. */
    final Map<Integer, NetworkSettings> network = new TreeMap<>();
    /** What the controllers of its VFs have, by index; an NVMe card's only. */
    final Map<Integer, NvmeSettings> nvme = new TreeMap<>();
    /** Its device lock is held by a write that has not come back. */
    boolean locked;

    SimFunction(SimCard card, PciAddress address, boolean isVf) {
        this.card = card;
        this.address = address;
        this.isVf = isVf;
    }

    /** The driver that takes it without being told to. */
    String naturalDriver() {
        return isVf ? card.vfDriver() : card.pfDriver();
    }
}
