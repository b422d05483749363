package org.svff.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.svff.cli.print.Screen;

/** Runs commands as from a shell, for tests outside this package. */
public final class Commands {
    private Commands() {}

    public static int run(String... words) {
        StringWriter nowhere = new StringWriter();
        return Main.run(words, Screen.plain(new PrintWriter(nowhere), new PrintWriter(nowhere)), Map.of());
    }
}
