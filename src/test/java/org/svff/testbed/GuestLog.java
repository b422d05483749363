package org.svff.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * What a guest in the rig's VM writes to its first serial port, and is told over its second one. Read here and not by a
 * script: in an emulated machine a process every tenth of a second takes from the guests what they need to go on.
 */
final class GuestLog {
    private static final Path FOLDER = Path.of("/run/svff/ctl"); // see rig/inside/guest

    private final String name;
    private final Path log;

    GuestLog(String name) {
        this.name = name;
        this.log = FOLDER.resolve(name + ".log");
    }

    /** All lines that are whole. */
    List<String> lines() {
        try {
            String text = Files.readString(log, StandardCharsets.ISO_8859_1);
            return text.substring(0, text.lastIndexOf('\n') + 1)
                    .lines()
                    .map(String::strip)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Waits for a line that has this.
     *
     * @param after how many of its first lines do not count
     * @throws IllegalStateException when the time is over or the guest has ended; with its last lines
     */
    void await(String regex, int after, Duration time) {
        Pattern pattern = Pattern.compile(regex);
        long end = System.nanoTime() + time.toNanos();
        try (WatchService watch = FOLDER.getFileSystem().newWatchService()) {
            FOLDER.register(watch, StandardWatchEventKinds.ENTRY_MODIFY, StandardWatchEventKinds.ENTRY_DELETE);
            while (lines().stream()
                    .skip(after)
                    .noneMatch(line -> pattern.matcher(line).find())) {
                long left = end - System.nanoTime();
                if (left <= 0 || !isAlive()) {
                    throw new IllegalStateException(
                            (left <= 0 ? "waited " + time.toSeconds() + " s in vain" : "it ended") + ": '" + regex
                                    + "' from guest " + name + "; last: " + last());
                }
                next(watch, Math.min(left, TimeUnit.SECONDS.toNanos(1)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Has the guest tell its interfaces; what it says of each. */
    List<String> interfaces(Duration time) {
        int before = lines().size();
        try (SocketChannel commands = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            commands.connect(UnixDomainSocketAddress.of(FOLDER.resolve(name + ".commands")));
            commands.write(ByteBuffer.wrap("show\n".getBytes(StandardCharsets.US_ASCII)));
            await("GUEST NET", before, time); // QEMU drops what it has not read when its peer goes
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lines().stream()
                .skip(before)
                .filter(line -> line.startsWith("GUEST NET"))
                .toList();
    }

    /** Waits until something in the folder changes. */
    private static void next(WatchService watch, long nanos) {
        try {
            Optional.ofNullable(watch.poll(nanos, TimeUnit.NANOSECONDS)).ifPresent(GuestLog::again);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void again(WatchKey key) {
        key.pollEvents();
        key.reset();
    }

    private boolean isAlive() throws IOException {
        long pid =
                Long.parseLong(Files.readString(FOLDER.resolve(name + ".pid")).strip());
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    private String last() {
        List<String> lines = lines();
        return String.join(" | ", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
    }
}
