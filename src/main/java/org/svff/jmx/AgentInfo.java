package org.svff.jmx;

import java.time.Instant;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * What the agent's MBean tells beyond the world.
 *
 * @param configFile the configuration file in force; empty when there is none
 * @param lastError the last error that no operation reports; empty when there was none
 * @param stuckThreads threads whose call into the kernel has not come back
 */
public record AgentInfo(
        String version,
        String hostName,
        String configFile,
        Instant startedAt,
        Supplier<String> lastError,
        IntSupplier stuckThreads) {}
