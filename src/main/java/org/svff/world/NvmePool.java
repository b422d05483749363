package org.svff.world;

/**
 * What an NVMe card divides among the controllers of its VFs (Identify, CNS 14h: Primary Controller Capabilities).
 *
 * @param queues pairs of queues
 * @param interrupts vectors
 */
public record NvmePool(Resource queues, Resource interrupts) {
    /** A controller without an I/O queue is none: one pair is for administration. */
    public static final int LEAST_QUEUES = 2;

    public static final int LEAST_INTERRUPTS = 1;

    /**
     * One of them.
     *
     * @param total how many can be given to VFs or the PF; 0 when VFs have theirs by themselves
     * @param ofVfs how many VFs have
     * @param ofPf how many the PF has of them
     * @param most how many a VF can have
     * @param step they are given in multiples of this, if it is above 1
     */
    public record Resource(int total, int ofVfs, int ofPf, int most, int step) {
        /** How many VFs could have all together. */
        public int forVfs() {
            return Math.max(0, total - ofPf);
        }

        /** What each VF gets when as many share as the card can have, so that it is the same whatever their number. */
        public int share(int totalVfs, int least) {
            int even = Math.min(most, forVfs() / Math.max(1, totalVfs));
            int share = Math.max(least, even - even % Math.max(1, step));
            return total == 0 ? 0 : Math.min(share, Math.max(least, most));
        }
    }

    /** What a VF of which nobody said anything gets. */
    public NvmeSettings share(int totalVfs) {
        return new NvmeSettings(
                true, queues.share(totalVfs, LEAST_QUEUES), interrupts.share(totalVfs, LEAST_INTERRUPTS));
    }
}
