package org.svff.plan;

import org.svff.pci.PciAddress;
import org.svff.pci.VfName;

/** Which VF a request means. */
public sealed interface VfChoice {
    /** Exactly this VF. */
    record Named(VfName vf) implements VfChoice {
        @Override
        public String toString() {
            return vf.toString();
        }
    }

    /** The free VF of this PF with the lowest index. */
    record AnyOf(PciAddress pf) implements VfChoice {
        @Override
        public String toString() {
            return "a free VF of " + pf;
        }
    }
}
