package org.svff.jconsole.screens;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** svff's command line, in a process of its own. */
final class Svff {
    private Svff() {}

    static ProcessBuilder command(String command, String... options) {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(List.of("-cp", System.getProperty("java.class.path"), "org.svff.cli.Main", command));
        words.addAll(Arrays.asList(options));
        return new ProcessBuilder(words);
    }

    static void run(String command, String... options) throws IOException, InterruptedException {
        Process process = command(command, options).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
    }
}
