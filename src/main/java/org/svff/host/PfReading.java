package org.svff.host;

import java.util.List;
import org.svff.world.PfState;
import org.svff.world.PhysicalFunction;

/**
 * A PF as read, the holders of its VFs still to be joined.
 *
 * @param pf without VFs
 * @param vfs by index
 */
record PfReading(PhysicalFunction pf, List<VfReading> vfs) {
    PfReading {
        vfs = List.copyOf(vfs);
    }

    PfReading as(PfState state, String note) {
        return new PfReading(pf.withState(state, note), vfs);
    }

    PhysicalFunction with(OpenFiles open) {
        return new PhysicalFunction(
                pf.address(),
                pf.id(),
                pf.driver(),
                pf.numaNode(),
                pf.totalVfs(),
                pf.numVfs(),
                pf.autoprobe(),
                pf.state(),
                pf.note(),
                pf.aer(),
                pf.queues(),
                pf.vfId(),
                pf.image(),
                pf.identity(),
                pf.nvme(),
                pf.interfaces(),
                vfs.stream().map(vf -> vf.with(open)).toList());
    }
}
