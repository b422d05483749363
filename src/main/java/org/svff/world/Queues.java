package org.svff.world;

/**
 * The queue pool of an AMD/Xilinx QDMA function ({@code qdma/qmax} of the QDMA Linux driver).
 *
 * @param max queues this function may use; 0 after every probe and reset
 * @param wanted how many it shall have, by configuration or as somebody asked; 0 when nobody said
 */
public record Queues(int max, int wanted) {
    /** Queues of a whole card, all its PFs and VFs together, as QDMA is made at most (AMD PG302, PG347). */
    public static final int MOST = 2048;

    /** Nobody said how many there shall be. */
    public Queues(int max) {
        this(max, 0);
    }

    /** Whether there are others than wanted. */
    public boolean isOff() {
        return wanted > 0 && max != wanted;
    }
}
