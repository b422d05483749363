package org.svff.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** What the kernel tells of a process (proc(5)): what it holds of VFIO, and how much of everything. */
public final class ProcessView {
    private final long pid;

    ProcessView(long pid) {
        this.pid = pid;
    }

    /** Open files of VFIO and IOMMUFD: groups, devices, containers. */
    public long vfioFiles() {
        try (Stream<Path> files = Files.list(proc("fd"))) {
            return files.filter(f -> link(f).filter(to -> to.contains("vfio") || to.contains("iommu"))
                            .isPresent())
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<String> link(Path file) {
        try {
            return Optional.of(Files.readSymbolicLink(file).toString());
        } catch (IOException e) {
            return Optional.empty(); // closed meanwhile
        }
    }

    /** All its open files. */
    public long files() {
        try (Stream<Path> files = Files.list(proc("fd"))) {
            return files.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Mappings of VFIO's files into its memory. */
    public long vfioMappings() {
        return lines("maps").filter(line -> line.contains("vfio")).count();
    }

    public long mappings() {
        return lines("maps").count();
    }

    /** A figure of /proc/PID/status in KiB: VmLck is what is locked for DMA, VmRSS what is resident. */
    public long status(String name) {
        return lines("status")
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.replaceAll("\\D", ""))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElseThrow();
    }

    /** A file of /proc/PID. */
    public Stream<String> lines(String file) {
        try {
            return Files.readAllLines(proc(file)).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path proc(String file) {
        return Path.of("/proc", Long.toString(pid), file);
    }
}
