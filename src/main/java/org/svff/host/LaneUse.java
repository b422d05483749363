package org.svff.host;

import java.util.List;
import org.svff.pci.PciAddress;
import org.svff.pci.VfName;

/**
 * The lanes a call takes, and whether it wants them for itself.
 *
 * @param device what the call is about, for messages
 * @param lanes at least one
 * @param exclusive whether no other call may run on these lanes at the same time
 */
public record LaneUse(String device, List<Lane> lanes, boolean exclusive) {
    public LaneUse {
        lanes = List.copyOf(lanes);
        if (lanes.isEmpty()) {
            throw new IllegalArgumentException("a call takes at least one lane");
        }
    }

    /** For calls that may run beside each other. */
    public static LaneUse shared(Lane.Common lane) {
        return new LaneUse(lane.toString(), List.of(lane), false);
    }

    /** For reading a PF. */
    public static LaneUse shared(PciAddress pf) {
        return new LaneUse(pf.toString(), List.of(new Lane.OfPf(pf)), false);
    }

    /** For work on a VF, beside work on other VFs of its PF. */
    public static LaneUse shared(VfName vf) {
        return new LaneUse(vf.toString(), List.of(new Lane.OfPf(vf.pf())), false);
    }

    /** For what changes the PF. */
    public static LaneUse exclusive(PciAddress pf) {
        return new LaneUse(pf.toString(), List.of(new Lane.OfPf(pf)), true);
    }

    /** For what the kernel does to the PF under its one lock for all PCI devices. */
    public static LaneUse hostWide(PciAddress pf) {
        return new LaneUse(pf.toString(), List.of(new Lane.OfPf(pf), Lane.Common.HOST_WIDE), true);
    }

    /** For what the kernel does to no PF in particular under its one lock for all PCI devices. */
    public static LaneUse hostWide() {
        Lane lane = Lane.Common.HOST_WIDE;
        return new LaneUse(lane.toString(), List.of(lane), true);
    }

    boolean isHostWide() {
        return lanes.contains(Lane.Common.HOST_WIDE);
    }
}
