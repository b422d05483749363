package org.svff.cli.docs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.svff.world.SvffException;
import picocli.CommandLine.Model.CommandSpec;

/** The reference pages, each with the place in the project where it is kept. */
public final class References {
    private References() {}

    /**
     * All of them, written anew: the file's place, and its text. Starts a simulated agent; touches nothing real.
     *
     * @param program the whole command line
     */
    public static Map<Path, String> write(CommandSpec program) throws SvffException, IOException {
        Map<Path, String> pages = new LinkedHashMap<>();
        pages.put(Path.of("docs", "man", "svff.1"), new ManPage(program).write());
        try (ExampleAgent agent = ExampleAgent.start()) {
            pages.put(Path.of("docs", "mbeans.md"), agent.mbeans());
        }
        return pages;
    }
}
