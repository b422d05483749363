package org.svff.host;

import java.util.List;
import java.util.Optional;
import org.svff.world.NetworkSettings;
import org.svff.world.NvmeSettings;
import org.svff.world.VirtualFunction;

/**
 * A VF as read, its holders still to be joined.
 *
 * @param vf without holders
 * @param nodes the device files by which a process can hold it
 */
record VfReading(VirtualFunction vf, List<String> nodes) {
    VfReading {
        nodes = List.copyOf(nodes);
    }

    VirtualFunction with(OpenFiles open) {
        return vf.withHolders(open.holdersOf(nodes));
    }

    VfReading withNvme(Optional<NvmeSettings> nvme) {
        return new VfReading(vf.withNvme(nvme), nodes);
    }

    VfReading with(Optional<NetworkSettings> network) {
        return new VfReading(vf.withNetwork(network), nodes);
    }
}
