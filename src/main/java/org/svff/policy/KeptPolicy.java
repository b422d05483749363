package org.svff.policy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.svff.world.World;

/** A policy that an agent keeps. Thread-safe; nothing of it reads a file. */
public interface KeptPolicy {
    /** Unique among the agent's policies: the name of its file, without the ending. */
    String name();

    /** Path of its file. */
    String file();

    /** SHA-256 of the text that is in force, in hexadecimal; empty when none is. */
    String sha256();

    boolean enabled();

    /** A disabled policy neither allows nor denies anything, even when it is broken. Lasts until the agent ends. */
    void enable(boolean on);

    /** When it was last held against a request or the host. */
    Optional<Instant> lastEvaluation();

    /** Why its file cannot be used, with file and line; empty when it can. */
    String error();

    /** Requests that it refused since the agent started. */
    long denials();

    /** The last of them, and why; empty when there was none. */
    String lastDenial();

    /** What of this world is not as it says, each with file and line. */
    List<String> violations(World world);

    /** Its quotas that are about this VM, as they are now; none while it is disabled or cannot be used. */
    default List<VmQuota> quotasOf(String vm) {
        return List.of();
    }

    /**
     * What it would change.
     *
     * @throws IllegalStateException when it cannot be used
     */
    Proposal plan(World world);

    /**
     * Which of its rules are about this VM, VF or PF.
     *
     * @throws IllegalStateException when it cannot be used
     * @throws IllegalArgumentException when there is nothing of this name
     */
    List<Explanation> explain(World world, String what);

    /**
     * A rule that is about something.
     *
     * @param place file and line
     * @param rule the rule, in words
     * @param state how far it is used or kept
     */
    record Explanation(String place, String rule, String state) {}
}
