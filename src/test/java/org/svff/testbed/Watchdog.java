package org.svff.testbed;

import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/**
 * Ends a run in which no test has begun or ended for too long, and first tells what everybody was waiting for: a test's own
 * time limit interrupts its thread, which is of no use where that waits for a process or for the kernel.
 */
final class Watchdog implements TestExecutionListener {
    /** Above the limit of a behaviour specification's test. */
    private static final Duration PATIENCE = Duration.ofMinutes(7);

    private static final int STATUS = 3;

    private final PrintWriter out;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "watchdog");
        thread.setDaemon(true);
        return thread;
    });
    private ScheduledFuture<?> bite;

    Watchdog(PrintWriter out) {
        this.out = out;
        calm();
    }

    private synchronized void calm() {
        if (bite != null) {
            bite.cancel(false);
        }
        bite = clock.schedule(this::bite, PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    @Override
    public void executionStarted(TestIdentifier test) {
        calm();
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        calm();
    }

    private void bite() {
        out.println("  FAIL  nothing has happened for " + PATIENCE.toMinutes() + " minutes; who waits, for what:");
        for (ThreadInfo thread : ManagementFactory.getThreadMXBean().dumpAllThreads(false, false)) {
            if (thread.getThreadName().equals("main") || thread.getThreadName().startsWith("outsider")) {
                out.println(thread.toString().indent(9));
            }
        }
        processes().forEach(out::println);
        out.flush();
        Runtime.getRuntime().halt(STATUS);
    }

    /** What each process waits for in the kernel: those that no signal can end are the ones to look at. */
    private static List<String> processes() {
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            return all.filter(p -> p.getFileName().toString().matches("[0-9]+"))
                    .map(Watchdog::process)
                    .filter(text -> !text.isEmpty())
                    .toList();
        } catch (IOException e) {
            return List.of(e.toString());
        }
    }

    private static String process(Path pid) {
        try (Stream<Path> tasks = Files.list(pid.resolve("task"))) {
            String command = text(pid.resolve("cmdline")).replace('\0', ' ').strip();
            if (command.isEmpty()) {
                return ""; // a thread of the kernel's
            }
            StringBuilder said = new StringBuilder("         " + pid + " " + command);
            tasks.forEach(task -> {
                String state = text(task.resolve("stat")).replaceFirst("(?s).*\\) (.).*", "$1");
                if (state.equals("D")) {
                    said.append(System.lineSeparator())
                            .append(text(task.resolve("stack")).indent(11));
                }
            });
            return said.toString();
        } catch (IOException e) {
            return ""; // it has ended
        }
    }

    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
