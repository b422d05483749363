package org.svff.dsl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The policy language under jazzer, as org.svff.fuzz.FuzzTest does it for the agent. {@code -Dsvff.fuzz.seconds} sets for
 * how long; without it, for a few inputs.
 */
class PolicyFuzzTest {
    private static final Path KEPT = Path.of("test", "fuzz", "PolicyFuzz");
    private static final int SECONDS = Integer.getInteger("svff.fuzz.seconds", 0);
    private static final int PATIENCE = 300;

    @Test
    void enduresWhatWasKept() throws IOException {
        try (Stream<Path> files = Files.list(KEPT)) {
            List<Path> all = files.toList();
            assertTrue(all.size() > 0);
            for (Path file : all) {
                PolicyFuzz.fuzzerTestOneInput(Files.readAllBytes(file));
            }
        }
    }

    @Test
    void enduresWhatIsNew() throws IOException, InterruptedException {
        Path work = Path.of("target", "fuzz", "PolicyFuzz").toAbsolutePath();
        Path found = Files.createDirectories(work.resolve("corpus"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx1g", "-Dsvff.log=OFF"));
        if (Runtime.version().feature() >= 21) {
            command.addAll(List.of("-XX:+EnableDynamicAgentLoading", "--enable-native-access=ALL-UNNAMED"));
        }
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + PolicyFuzz.class.getName(),
                "--instrumentation_includes=org.svff.dsl.**",
                "--reproducer_path=" + work,
                "-artifact_prefix=" + work + "/",
                "-max_total_time=" + (SECONDS > 0 ? SECONDS : 10),
                "-runs=" + (SECONDS > 0 ? -1 : 200),
                "-seed=" + (SECONDS > 0 ? 0 : 1), // 0 is another each time; the short form is the same for everybody
                "-timeout=120",
                found.toString(),
                KEPT.toAbsolutePath().toString()));
        Path said = work.resolve("log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        if (!process.waitFor(SECONDS + PATIENCE, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("jazzer does not end; see " + said);
        }
        String text = Files.readString(said);
        assertEquals(0, process.exitValue(), () -> text.substring(Math.max(0, text.length() - 3000)));
    }
}
