package org.svff.dsl;

import org.svff.jmx.view.PfView;

/** What a condition can ask of a PF. */
public final class CardFacts {
    private final PfView pf;

    CardFacts(PfView pf) {
        this.pf = pf;
    }

    /** PCI address. */
    public String address() {
        return pf.address();
    }

    /** PCI vendor id, four hexadecimal digits. */
    public String vendorId() {
        return pf.vendorId();
    }

    /** PCI device id, four hexadecimal digits. */
    public String deviceId() {
        return pf.deviceId();
    }

    /** Its driver; empty when it has none. */
    public String driver() {
        return pf.driver();
    }

    /** NUMA node; -1 when the platform names none. */
    public int numaNode() {
        return pf.numaNode();
    }

    /** VFs it has now. */
    public int vfs() {
        return pf.numVfs();
    }

    /** The most VFs it can have. */
    public int totalVfs() {
        return pf.totalVfs();
    }

    /** Queues that it may use; -1 when it has no queue pool. */
    public int queues() {
        return pf.queues();
    }

    /** Name of the image that it is known to run; empty when that is not known. */
    public String image() {
        return pf.image();
    }

    /** READY, NO_DRIVER, STUCK or UNREADABLE. */
    public String state() {
        return pf.state();
    }

    /** VFs that nobody has now. */
    public int freeVfs() {
        return pf.freeVfs();
    }
}
