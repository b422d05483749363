package org.svff.cli.live;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The terminal that the program was started from, with a screen of its own while this is open: what was on it before is
 * there again afterwards, also when the program is interrupted. Set up with stty(1), since Java cannot.
 */
public final class Terminal implements AutoCloseable {
    private static final String DEVICE = "/dev/tty";
    // xterm's control sequences, which terminals in use today share: alternate screen, cursor, home, erase
    private static final String ENTER = "\u001b[?1049h\u001b[?25l";
    private static final String LEAVE = "\u001b[?25h\u001b[?1049l";
    private static final String HOME = "\u001b[H";
    private static final String ERASE_LINE = "\u001b[K";
    private static final String ERASE_BELOW = "\u001b[J";

    private final PrintWriter out;
    private final String before;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Thread hook = new Thread(this::restore, "svff-terminal");

    /** Columns and lines. */
    public record Size(int width, int height) {}

    private Terminal(PrintWriter out, String before) {
        this.out = out;
        this.before = before;
    }

    /**
     * Takes the terminal; empty when standard output is none, or one that cannot be drawn on.
     *
     * @param out standard output
     */
    public static Optional<Terminal> open(PrintWriter out, Map<String, String> env) {
        boolean dumb = "dumb".equals(env.getOrDefault("TERM", "dumb"));
        if (dumb || !Boolean.getBoolean("svff.terminal.out")) { // the launcher looks: Java cannot
            return Optional.empty();
        }
        return stty("-g").map(before -> {
            Terminal terminal = new Terminal(out, before);
            Runtime.getRuntime().addShutdownHook(terminal.hook);
            stty("-icanon", "-echo", "min", "1", "time", "0"); // keys come at once; Ctrl-C still interrupts
            out.print(ENTER);
            out.flush();
            return terminal;
        });
    }

    /** As it is now: windows change. */
    public Size size() {
        return stty("size")
                .map(text -> text.split(" ", -1))
                .filter(words -> words.length == 2)
                .map(words -> new Size(Integer.parseInt(words[1]), Integer.parseInt(words[0])))
                .filter(size -> size.width() > 0 && size.height() > 0)
                .orElse(new Size(80, 24));
    }

    /** Draws a screenful, over the one before. */
    public void draw(List<String> lines) {
        StringBuilder frame = new StringBuilder(HOME);
        for (int i = 0; i < lines.size(); i++) {
            frame.append(i == 0 ? "" : "\r\n").append(lines.get(i)).append(ERASE_LINE);
        }
        out.print(frame.append(ERASE_BELOW));
        out.flush();
    }

    /** Calls with every key that is pressed, on a thread of its own, until the program ends. */
    public void onKey(java.util.function.IntConsumer key) {
        Thread reader = new Thread(
                () -> {
                    try (InputStream keys = new FileInputStream(DEVICE)) {
                        for (int read = keys.read(); read >= 0; read = keys.read()) {
                            key.accept(read);
                        }
                    } catch (IOException e) {
                        // no keys, then: an interrupt ends it all the same
                    }
                },
                "svff-keys");
        reader.setDaemon(true);
        reader.start();
    }

    @Override
    public void close() {
        restore();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the program is ending, and the hook runs
        }
    }

    private void restore() {
        if (closed.compareAndSet(false, true)) {
            out.print(LEAVE);
            out.flush();
            stty(before);
        }
    }

    /** What stty says; empty when it fails. */
    private static Optional<String> stty(String... words) {
        List<String> command = new ArrayList<>(List.of("stty", "-F", DEVICE));
        command.addAll(List.of(words));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            boolean ended = process.waitFor(5, TimeUnit.SECONDS);
            return ended && process.exitValue() == 0 ? Optional.of(said) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
