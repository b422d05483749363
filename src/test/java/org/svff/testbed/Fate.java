package org.svff.testbed;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * When an agent dies. It counts what the agent does to anything outside itself: writes to the kernel, commands to QEMU,
 * writes to its journal. In place of one of these it ends the agent's life: nothing of what that agent still does reaches
 * anything. Thread-safe.
 */
public final class Fate {
    /** Before the act, half-way through it (only a write to a disk has such), or when it is done and not yet known to be. */
    public enum Moment {
        BEFORE,
        TORN,
        AFTER
    }

    /** What is to become of an act. */
    public enum Verdict {
        LIVES,
        DIES_BEFORE,
        DIES_WITHIN,
        DIES_AFTER,
        IS_DEAD
    }

    /** Words with which acts begin: see {@link #act}. */
    public static final String KERNEL = "kernel ";

    public static final String QMP = "qmp ";
    public static final String JOURNAL = "journal ";
    public static final String LOADER = "loader ";

    private final List<String> acts = new ArrayList<>();
    private Predicate<String> counted = act -> true;
    private int left = Integer.MAX_VALUE;
    private Moment moment = Moment.BEFORE;
    private volatile boolean dead;

    /**
     * It does so many more acts, and dies at the next one.
     *
     * @param kinds which acts count, by their first words
     */
    public synchronized void dieAt(int after, Moment when, Set<String> kinds) {
        acts.clear();
        counted = act -> kinds.stream().anyMatch(act::startsWith);
        left = after;
        moment = when;
    }

    public synchronized void liveOn() {
        left = Integer.MAX_VALUE;
    }

    public void die() {
        dead = true;
    }

    public boolean isDead() {
        return dead;
    }

    /** What has been done since {@link #dieAt}, the act of its death included. */
    public synchronized List<String> acts() {
        return List.copyOf(acts);
    }

    /** Tells what becomes of the act; death begins with the answer. */
    public synchronized Verdict act(String what) {
        if (dead) {
            return Verdict.IS_DEAD;
        }
        if (!counted.test(what)) {
            return Verdict.LIVES;
        }
        acts.add(what);
        if (left-- > 0) {
            return Verdict.LIVES;
        }
        dead = true;
        return switch (moment) {
            case BEFORE -> Verdict.DIES_BEFORE;
            case TORN -> Verdict.DIES_WITHIN;
            case AFTER -> Verdict.DIES_AFTER;
        };
    }
}
