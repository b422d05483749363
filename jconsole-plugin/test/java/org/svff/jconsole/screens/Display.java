package org.svff.jconsole.screens;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A display without a screen: Xvfb, with xdotool for a hand and ImageMagick for a camera. */
final class Display implements AutoCloseable {
    private final Process server;
    private final String name;

    private Display(Process server, String name) {
        this.server = server;
        this.name = name;
    }

    /** What of it is not here; empty when all is. */
    static List<String> missing() {
        return List.of("Xvfb", "xdotool", "import").stream()
                .filter(tool -> !isOnPath(tool))
                .toList();
    }

    private static boolean isOnPath(String tool) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
    }

    static Display start(int width, int height) throws IOException {
        Process server = new ProcessBuilder(
                        "Xvfb", "-displayfd", "1", "-screen", "0", width + "x" + height + "x24", "-nolisten", "tcp")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader out = new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8));
        String number = Optional.ofNullable(out.readLine()).orElseThrow(() -> new IOException("Xvfb does not start"));
        return new Display(server, ":" + number.strip());
    }

    String name() {
        return name;
    }

    String tool(String... command) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("DISPLAY", name);
        try {
            Process process = builder.start();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(20, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException(String.join(" ", command) + ": " + out);
            }
            return out.strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    void click(int x, int y) {
        tool("xdotool", "mousemove", Integer.toString(x), Integer.toString(y), "click", "1");
    }

    void keys(String... keys) {
        for (String key : keys) {
            tool("xdotool", "key", key);
        }
    }

    void shot(Path file) {
        tool("import", "-window", "root", "-depth", "8", "+dither", "-colors", "96", file.toString());
    }

    @Override
    public void close() {
        server.destroy();
    }
}
