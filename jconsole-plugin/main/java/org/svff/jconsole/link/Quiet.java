package org.svff.jconsole.link;

import java.util.List;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * Keeps the connectors' own logs off the screen: JConsole opens a window over everything for what is written to
 * System.err, and they write a stack trace there when an agent ends. The tab says it in a line.
 */
public final class Quiet {
    // Held, since loggers that nobody holds forget what they were told.
    private final List<Logger> logs = Stream.of("misc", "generic", "timeout")
            .map(name -> Logger.getLogger("javax.management.remote." + name))
            .toList();

    public Quiet() {
        logs.forEach(log -> log.setFilter(record -> false)); // outlives a reset of the log manager
    }
}
