package org.svff.audit;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.svff.access.PrivateFiles;
import org.svff.world.SvffException;
import org.svff.world.Trouble;

/**
 * Appends to the log; a line is on the disk when the call returns. A file that has grown to its bound is followed by the
 * next, and the oldest goes when there are too many. One writer at a time: the agent's lock on its state folder sees to
 * that. Thread-safe.
 */
public final class AuditLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);

    private final AuditFolder folder;
    private final long mostBytes;
    private final int mostFiles;
    private final Clock clock;
    private int fileNumber;
    private int firstFile;
    private long seq;
    private String last;
    private RandomAccessFile out;

    private AuditLog(AuditFolder folder, long mostBytes, int mostFiles, Clock clock) throws IOException {
        this.folder = folder;
        this.mostBytes = mostBytes;
        this.mostFiles = mostFiles;
        this.clock = clock;
        PrivateFiles.makeFolder(folder.folder());
        List<Integer> numbers = folder.numbers();
        boolean isNew = numbers.isEmpty();
        firstFile = isNew ? 1 : numbers.get(0);
        fileNumber = isNew ? 1 : numbers.get(numbers.size() - 1);
        seq = 0;
        last = Chain.BEGINNING;
        if (!isNew) {
            goOn();
        }
        out = open(folder.file(fileNumber));
    }

    /**
     * Opens the log of a folder, and goes on where it ends.
     *
     * @param mostBytes about how long a file may get
     * @param mostFiles how many are kept
     * @throws SvffException when the folder cannot be used: without a log there is no agent
     */
    public static AuditLog open(Path folder, long mostBytes, int mostFiles, Clock clock) throws SvffException {
        try {
            for (int number : new AuditFolder(folder).numbers()) {
                PrivateFiles.check(new AuditFolder(folder).file(number));
            }
            return new AuditLog(new AuditFolder(folder), mostBytes, mostFiles, clock);
        } catch (IOException e) {
            throw new SvffException(
                    new Trouble(
                            folder.toString(),
                            "keep the audit log in it",
                            e.toString(),
                            "set state.folder to one the agent may write"),
                    e);
        }
    }

    private void goOn() throws IOException {
        Path file = folder.file(fileNumber);
        dropTorn(file);
        String end = Files.readString(file, StandardCharsets.UTF_8)
                .lines()
                .reduce((a, b) -> b)
                .orElse("");
        AuditLine.Link link = AuditLine.link(end).orElse(null);
        if (link != null) {
            seq = link.seq();
            last = Chain.hash(end);
        } else { // empty, or not ours any more: the check will tell of it
            AuditFolder.Head head = folder.head().orElse(new AuditFolder.Head(0, Chain.BEGINNING, firstFile));
            seq = head.seq();
            last = head.hash();
            fileNumber = end.isEmpty() ? fileNumber : fileNumber + 1;
        }
    }

    /** A line that a crash cut off was never acknowledged: what it announced did not begin. */
    private static void dropTorn(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        if (end < bytes.length) {
            LOG.warn("{} ends in the middle of a line, as a crash leaves it; that part is dropped", file);
            try (RandomAccessFile opened = new RandomAccessFile(file.toFile(), "rw")) {
                opened.setLength(end);
                opened.getFD().sync();
            }
        }
    }

    /** No channel: an interrupt of a thread that writes would close it, and with it the log. */
    private static RandomAccessFile open(Path file) throws IOException {
        if (!Files.exists(file)) {
            Files.createFile(file, PrivateFiles.attribute());
        }
        RandomAccessFile opened = new RandomAccessFile(file.toFile(), "rw");
        opened.seek(opened.length());
        return opened;
    }

    /**
     * Writes one line.
     *
     * @throws SvffException when it cannot be: then what it announces must not be begun
     */
    public synchronized void write(AuditEntry entry) throws SvffException {
        String line = AuditLine.text(seq + 1, last, clock.instant().toString(), entry);
        long before = -1;
        try {
            if (out.length() > mostBytes) {
                rotate();
            }
            before = out.length();
            out.seek(before);
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            out.getFD().sync();
            folder.writeHead(new AuditFolder.Head(seq + 1, Chain.hash(line), firstFile));
            seq++;
            last = Chain.hash(line);
        } catch (IOException e) {
            takeBack(before);
            throw new SvffException(
                    new Trouble(
                            folder.folder().toString(), "write the audit log", e.toString(), "free or mend the disk"),
                    e);
        }
    }

    /** Half a line, as a full disk leaves it, would make the next one unreadable. */
    private void takeBack(long length) {
        try {
            if (length >= 0) {
                out.setLength(length);
            }
        } catch (IOException e) {
            LOG.warn("{}", e.toString());
        }
    }

    /** Writes one line where nothing can be stopped any more: a log that cannot be written is told in the other log. */
    public void tell(AuditEntry entry) {
        try {
            write(entry);
        } catch (SvffException e) {
            LOG.error("{}: {}", e.getMessage(), entry);
        }
    }

    private void rotate() throws IOException {
        out.close();
        fileNumber++;
        out = open(folder.file(fileNumber));
        LOG.info("audit log: line {} has the hash {}; going on in {}", seq, last, folder.file(fileNumber));
        for (; firstFile <= fileNumber - mostFiles; firstFile++) {
            Files.deleteIfExists(folder.file(firstFile));
        }
    }

    @Override
    public synchronized void close() {
        try {
            out.close();
        } catch (IOException e) {
            LOG.warn("{}", e.toString());
        }
    }
}
