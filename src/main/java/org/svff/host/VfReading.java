package org.svff.host;

import java.util.List;
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
        return new VirtualFunction(
                vf.name(), vf.address(), vf.driver(), vf.iommuGroup(), open.holdersOf(nodes), vf.hostUse());
    }
}
