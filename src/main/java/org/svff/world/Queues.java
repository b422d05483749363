package org.svff.world;

/**
 * The queue pool of an AMD/Xilinx QDMA function ({@code qdma/qmax} of the QDMA Linux driver).
 *
 * @param max queues this function may use; 0 after every probe and reset
 */
public record Queues(int max) {}
