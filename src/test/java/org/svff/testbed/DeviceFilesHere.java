package org.svff.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The mock kernel's device files that this process has open, in the agent or in a simulated QEMU. */
public final class DeviceFilesHere {
    private static final String IN_MEMORY = "/memfd:";

    private DeviceFilesHere() {}

    /** Their paths, each as often as it is open. */
    public static List<String> open() {
        try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
            return files.map(DeviceFilesHere::target)
                    .filter(to -> to.startsWith(IN_MEMORY + "/dev/"))
                    .map(to -> to.substring(IN_MEMORY.length()).replace(" (deleted)", ""))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String target(Path file) {
        try {
            return Files.readSymbolicLink(file).toString();
        } catch (IOException e) {
            return ""; // closed meanwhile
        }
    }
}
