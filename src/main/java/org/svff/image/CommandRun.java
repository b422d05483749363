package org.svff.image;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A command that runs, its lines, and its end: by itself, or when its time is over, with all that it started. */
final class CommandRun {
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final Duration LAST_LINES = Duration.ofSeconds(2);
    private static final int LONGEST_LINE = 300;
    private static final int KEPT = 5;

    /** How it ended; {@code lines} are the last ones. */
    record End(boolean inTime, int status, List<String> lines) {
        /** The last lines, in one. */
        String said() {
            return lines.isEmpty() ? "it said nothing" : "it said: " + String.join(" | ", lines);
        }
    }

    private final Deque<String> last = new ArrayDeque<>();
    private final Consumer<String> progress;

    private CommandRun(Consumer<String> progress) {
        this.progress = progress;
    }

    /**
     * Runs it, with nothing to read and its errors among its lines.
     *
     * @param progress is told of each line; a carriage return ends one as well
     * @throws IOException when it cannot be started
     * @throws InterruptedException after it was ended
     */
    static End run(List<String> command, Duration limit, Consumer<String> progress)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(new File(System.getProperty("java.io.tmpdir", "/tmp")))
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .start();
        CommandRun run = new CommandRun(progress);
        Thread reader = new Thread(() -> run.read(process.getInputStream()), "svff-loader-output");
        reader.setDaemon(true);
        reader.start();
        boolean ended = false;
        try {
            ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            if (!ended) {
                end(process);
            }
        }
        reader.join(LAST_LINES.toMillis()); // what it left running may hold its output open for ever
        return new End(ended, ended ? process.exitValue() : -1, run.last());
    }

    /** Politely, then not: what is half-way through a flash memory gets a moment to stop. */
    private static void end(Process process) {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .collect(Collectors.toList());
        all.forEach(ProcessHandle::destroy);
        long until = System.nanoTime() + GRACE.toNanos();
        for (ProcessHandle one : all) {
            try {
                one.onExit().get(Math.max(1, until - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
                break;
            }
        }
        all.forEach(ProcessHandle::destroyForcibly);
    }

    private void read(InputStream output) {
        StringBuilder line = new StringBuilder();
        try (BufferedReader in = new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8))) {
            for (int c = in.read(); c >= 0; c = in.read()) {
                if (c == '\n' || c == '\r') {
                    take(line.toString());
                    line.setLength(0);
                } else if (line.length() < LONGEST_LINE) {
                    line.append(Character.isISOControl(c) ? ' ' : (char) c);
                }
            }
        } catch (IOException e) {
            line.append(" (its output broke off)");
        }
        take(line.toString());
    }

    private void take(String text) {
        String line = text.strip();
        if (line.isEmpty()) {
            return;
        }
        synchronized (last) {
            last.addLast(line);
            if (last.size() > KEPT) {
                last.removeFirst();
            }
        }
        progress.accept(line);
    }

    private List<String> last() {
        synchronized (last) {
            return List.copyOf(last);
        }
    }
}
