package org.svff.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.svff.world.BindingId;
import org.svff.world.SvffException;
import org.svff.world.Trouble;

/**
 * The write-ahead record of what the agent does: every entry is on the disk before what it tells of is begun. One file
 * of lines ({@link EntryCodec}) that is appended to, synced with every entry, and rewritten, atomically, when it is
 * opened and when it has grown long. A lock file beside it keeps a second agent out. Thread-safe.
 */
final class Journal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
    private static final long COMPACT_BEYOND_BYTES = 1 << 20;

    private final Path file;
    private final FileChannel lock;
    private final EntryCodec codec = new EntryCodec();
    private final JournalState state = new JournalState();
    private FileChannel out;

    private Journal(Path file, FileChannel lock) throws IOException {
        this.file = file;
        this.lock = lock;
        load();
        out = rewrite();
    }

    /**
     * Opens the journal of a state folder, which is made when it is missing.
     *
     * @throws SvffException when the folder cannot be used, or another agent has it
     */
    static Journal open(Path folder) throws SvffException {
        String tried = "keep the journal in it";
        try {
            Files.createDirectories(folder);
            FileChannel lock =
                    FileChannel.open(folder.resolve("agent.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!locked(lock)) {
                lock.close();
                throw new SvffException(new Trouble(
                        folder.toString(),
                        tried,
                        "another agent of this host has it",
                        "stop that one, or give this one its own state.folder"));
            }
            return new Journal(folder.resolve("journal"), lock);
        } catch (IOException e) {
            throw new SvffException(
                    new Trouble(folder.toString(), tried, e.toString(), "set state.folder to one the agent may write"),
                    e);
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            FileLock held = channel.tryLock();
            return held != null;
        } catch (OverlappingFileLockException e) { // another agent in this very process
            return false;
        }
    }

    private void load() throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        List<String> lines =
                List.of(Files.readString(file, StandardCharsets.UTF_8).split("\n"));
        for (int i = 0; i < lines.size() && !lines.get(i).isEmpty(); i++) {
            Optional<Entry> entry = codec.decode(lines.get(i));
            if (entry.isEmpty()) {
                LOG.warn("{}: line {} of {} is damaged; it and what follows is left out", file, i + 1, lines.size());
                Files.copy(file, file.resolveSibling("journal.damaged"), StandardCopyOption.REPLACE_EXISTING);
                return;
            }
            state.apply(entry.get());
        }
    }

    /** Puts the compacted state in place of the file, so that at every moment one whole file is there. */
    private FileChannel rewrite() throws IOException {
        Path next = file.resolveSibling("journal.next");
        FileChannel channel = FileChannel.open(
                next, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        for (Entry entry : state.compacted()) {
            write(channel, entry);
        }
        channel.force(true);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        syncFolder();
        return channel;
    }

    private void syncFolder() throws IOException {
        try (FileChannel folder = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    private void write(FileChannel channel, Entry entry) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((codec.encode(entry) + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /**
     * Puts the entry on the disk; returns when it is there.
     *
     * @throws SvffException when it cannot be: then what it announces must not be begun
     */
    synchronized void append(Entry entry) throws SvffException {
        try {
            write(out, entry);
            out.force(false);
            state.apply(entry);
            if (out.position() > COMPACT_BEYOND_BYTES) {
                out.close();
                out = rewrite();
            }
        } catch (IOException e) {
            throw new SvffException(
                    new Trouble(file.toString(), "write the journal", e.toString(), "free or mend the disk"), e);
        }
    }

    synchronized List<JournalState.Unfinished> unfinished() {
        return state.unfinished();
    }

    synchronized Map<BindingId, Obligation> obligations() {
        return state.obligations();
    }

    @Override
    public synchronized void close() {
        FileChannel written = out;
        try (lock;
                written) {
            LOG.debug("{} closed", file);
        } catch (IOException e) {
            LOG.warn("{}: {}", file, e.toString());
        }
    }
}
