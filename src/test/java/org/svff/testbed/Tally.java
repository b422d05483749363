package org.svff.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** How many cases tests ran: a line each in target/tally.tsv, where the figures of docs/reliability.md are from. */
public final class Tally {
    private static final Path FILE = Path.of("target", "tally.tsv");

    private Tally() {}

    public static synchronized void add(String what, long cases) {
        try {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, what + "\t" + cases + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
