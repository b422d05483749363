package org.svff.agent;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.svff.access.PrivateFiles;
import org.svff.world.SvffException;
import org.svff.world.Trouble;

/**
 * Says that this host has its agent. Two would each think that they know what they both change, whatever folders they keep
 * their state in. The kernel holds the lock for the process: it goes with it, however that ends. The file stays, and
 * tells who had it last.
 */
final class HostLock implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HostLock.class);
    private static final String TRIED = "be the agent of this host";

    private final Path file;
    private final FileChannel held;

    private HostLock(Path file, FileChannel held) {
        this.file = file;
        this.held = held;
    }

    /**
     * Takes the lock, and puts down who has it.
     *
     * @param file is made, with its folder, when it is missing
     * @param state where this agent keeps its state: for the next one to name
     * @throws SvffException when another process has it, which is named; or when it cannot be taken
     */
    static HostLock take(Path file, Path state) throws SvffException {
        try {
            Files.createDirectories(file.resolveSibling("."));
            FileChannel channel = FileChannel.open(
                    file,
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                    PrivateFiles.attribute());
            try {
                if (!locked(channel)) {
                    throw new SvffException(new Trouble(
                            "this host",
                            TRIED,
                            "it has one: " + holder(file) + " (" + file + ")",
                            "use that one, or stop it; for trials there is `svff agent --simulate`"));
                }
                write(channel, "process " + ProcessHandle.current().pid() + ", state in " + state + "\n");
                return new HostLock(file, channel);
            } catch (IOException | SvffException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw new SvffException(
                    new Trouble(
                            file.toString(),
                            TRIED,
                            e.toString(),
                            "run the agent as the user whose file that is, or set host.lock to one that it may write"),
                    e);
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) { // another agent in this very process
            return false;
        }
    }

    private static void write(FileChannel channel, String text) throws IOException {
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
    }

    private static String holder(Path file) throws IOException {
        String said = Files.readString(file).strip();
        return said.isEmpty() ? "one that begins just now" : said;
    }

    @Override
    public void close() {
        try {
            held.close();
        } catch (IOException e) {
            LOG.warn("{}: {}", file, e.toString());
        }
    }
}
