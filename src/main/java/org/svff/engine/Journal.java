package org.svff.engine;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.svff.access.PrivateFiles;
import org.svff.world.BindingId;
import org.svff.world.SvffException;
import org.svff.world.Trouble;

/**
 * The write-ahead record of what the agent does: every entry is on the disk before what it tells of is begun. One file
 * ({@link JournalFile}) that is appended to, synced with every entry, and rewritten, atomically, when it is opened and
 * when it has grown long. A lock file beside it keeps a second agent out. Thread-safe.
 */
final class Journal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
    private static final long COMPACT_BEYOND_BYTES = 1 << 20;

    private final Path path;
    private final JournalFile file;
    private final FileChannel lock;
    private final JournalState state = new JournalState();
    /** What happened and could not be written yet. */
    private final Deque<Entry> unwritten = new ArrayDeque<>();

    private long compactBeyond = COMPACT_BEYOND_BYTES;

    private Journal(Path path, Disk disk, FileChannel lock) {
        this.path = path;
        this.file = new JournalFile(path, disk);
        this.lock = lock;
    }

    /**
     * Opens the journal of a state folder, which is made when it is missing.
     *
     * @throws SvffException when the folder cannot be used, another agent has it, or a newer svff wrote the journal
     */
    static Journal open(Path folder, Disk disk) throws SvffException {
        String tried = "keep the journal in it";
        try {
            Files.createDirectories(folder);
            FileChannel lock = FileChannel.open(
                    folder.resolve("agent.lock"),
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                    PrivateFiles.attribute());
            try {
                if (!locked(lock)) {
                    throw new SvffException(new Trouble(
                            folder.toString(),
                            tried,
                            "another agent of this host has it",
                            "stop that one, or give this one its own state.folder"));
                }
                Journal journal = new Journal(folder.resolve("journal"), disk, lock);
                journal.load();
                return journal;
            } catch (IOException | SvffException e) {
                lock.close();
                throw e;
            }
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

    private void load() throws IOException, SvffException {
        boolean before = Files.exists(path);
        JournalFile.Contents contents = file.read();
        if (contents.format() > JournalFile.FORMAT) {
            throw new SvffException(new Trouble(
                    path.toString(),
                    "read the journal",
                    "it is of format " + contents.format() + ", and this svff knows formats up to "
                            + JournalFile.FORMAT,
                    "start the svff that wrote it; or see that no VM is paused, and move the file away"));
        }
        contents.entries().forEach(state::apply);
        try {
            if (!contents.damaged().isEmpty()) {
                keepAside(contents);
            }
            file.rewrite(state.compacted());
        } catch (IOException e) {
            if (!before) {
                throw e;
            }
            // A disk that is full must not keep the agent from giving guests back what they are owed.
            LOG.warn("{}: cannot be rewritten, so it is appended to: {}", path, e.toString());
            file.resume();
        }
    }

    private void keepAside(JournalFile.Contents contents) throws IOException {
        Path damaged = path.resolveSibling("journal.damaged");
        LOG.warn("{}: line {} cannot be read and is left out; see {}", path, contents.damaged(), damaged);
        Files.copy(path, damaged, StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * Puts down what is about to be done; it is on the disk when this returns, and with it all that was noted before.
     *
     * @throws SvffException when it cannot be: then what it announces must not be begun
     */
    synchronized void append(Entry entry) throws SvffException {
        flush();
        write(entry);
        state.apply(entry);
        compactWhenLong();
    }

    /**
     * Puts down what has been done, or must be done whatever the disk says. It counts at once; when it cannot be written
     * now, it is before anything else is: so no operation begins while an older one looks unfinished on the disk.
     *
     * @return why it could not be written; empty when it was
     */
    synchronized Optional<Trouble> note(Entry entry) {
        state.apply(entry);
        unwritten.add(entry);
        try {
            flush();
            compactWhenLong();
            return Optional.empty();
        } catch (SvffException e) {
            LOG.warn("{}", e.getMessage());
            return Optional.of(e.trouble());
        }
    }

    /**
     * Writes what could not be written when it was noted.
     *
     * @throws SvffException when it still cannot be
     */
    synchronized void flush() throws SvffException {
        while (!unwritten.isEmpty()) {
            write(unwritten.getFirst());
            unwritten.removeFirst();
        }
    }

    private void write(Entry entry) throws SvffException {
        try {
            file.append(entry);
        } catch (IOException e) {
            throw new SvffException(
                    new Trouble(path.toString(), "write the journal", e.toString(), "free or mend the disk"), e);
        }
    }

    /** What counts is on the disk already: that the file could not be made shorter is nobody's trouble yet. */
    private void compactWhenLong() {
        if (file.length() <= compactBeyond) {
            return;
        }
        try {
            file.rewrite(state.compacted());
            compactBeyond = Math.max(COMPACT_BEYOND_BYTES, file.length() * 2);
        } catch (IOException e) {
            LOG.warn("{}: cannot be compacted, so it grows: {}", path, e.toString());
            compactBeyond = file.length() * 2;
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
        try {
            flush();
        } catch (SvffException e) {
            LOG.warn("{}", e.getMessage());
        }
        try (lock;
                file) {
            LOG.debug("{} closed", path);
        } catch (IOException e) {
            LOG.warn("{}: {}", path, e.toString());
        }
    }
}
