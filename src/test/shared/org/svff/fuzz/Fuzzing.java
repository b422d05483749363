package org.svff.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Runs jazzer, a coverage-guided fuzzer, on a target: a class with {@code fuzzerTestOneInput(byte[])}. What was found worth
 * keeping is in test/fuzz/TARGET; what is new goes to target/fuzz/TARGET.
 */
public final class Fuzzing {
    /** How long each target is fuzzed; without it, a few inputs each. */
    private static final int SECONDS = Integer.getInteger("svff.fuzz.seconds", 0);

    private static final int SHORT = 20;

    /** Loading and instrumenting classes takes a while on a busy machine. */
    private static final int PATIENCE = 300;

    private Fuzzing() {}

    private static Path kept(Class<?> target) {
        return Path.of("test", "fuzz", target.getSimpleName());
    }

    /**
     * Hands every kept input to the target; what it throws is the test's failure.
     *
     * @return how many there are
     */
    public static int replay(Class<?> target, Consumer<byte[]> test) {
        try (Stream<Path> files = Files.list(kept(target))) {
            List<Path> all = files.toList();
            for (Path file : all) {
                try {
                    test.accept(Files.readAllBytes(file));
                } catch (RuntimeException e) {
                    throw new AssertionError(file + " is no longer endured", e);
                }
            }
            return all.size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Fuzzes for a bounded time, in a process of its own.
     *
     * @param few how many inputs the short form tries
     * @return how many inputs it ran, as it says
     * @throws AssertionError with jazzer's words when it found something
     */
    public static long fuzz(Class<?> target, int few) throws IOException, InterruptedException {
        Path work = Path.of("target", "fuzz", target.getSimpleName()).toAbsolutePath();
        Path found = Files.createDirectories(work.resolve("corpus"));
        Path said = work.resolve("log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-OmitStackTraceInFastThrow",
                "-Xmx1g",
                "-Dsvff.log=OFF"));
        if (Runtime.version().feature() >= 21) {
            command.addAll(List.of("-XX:+EnableDynamicAgentLoading", "--enable-native-access=ALL-UNNAMED"));
        }
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + target.getName(),
                "--instrumentation_includes=org.svff.**",
                "--reproducer_path=" + work,
                "-artifact_prefix=" + work + "/",
                "-max_total_time=" + (SECONDS > 0 ? SECONDS : SHORT),
                "-runs=" + (SECONDS > 0 ? -1 : few),
                "-seed=" + (SECONDS > 0 ? 0 : 1), // 0 is another each time; the short form is the same for everybody
                "-timeout=120",
                "-print_final_stats=1",
                found.toString(),
                kept(target).toAbsolutePath().toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        if (!process.waitFor(SECONDS + PATIENCE, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("jazzer does not end; see " + said);
        }
        String text = Files.readString(said);
        if (process.exitValue() != 0) {
            throw new AssertionError("jazzer found something in " + target.getSimpleName() + ", see " + work + ":\n"
                    + text.substring(Math.max(0, text.length() - 3000)));
        }
        return text.lines()
                .filter(line -> line.contains("number_of_executed_units"))
                .map(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("jazzer does not say what it ran; see " + said));
    }
}
