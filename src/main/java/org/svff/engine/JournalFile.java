package org.svff.engine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The journal's file: a line that names the format, then one line for each entry ({@link EntryCodec}). What a write that
 * failed has left is cut off before the next. Not thread-safe.
 */
final class JournalFile implements AutoCloseable {
    /** The format that is written. Files of the first agents had no line that names it, and else the same form. */
    static final int FORMAT = 1;

    private static final Pattern HEAD = Pattern.compile("svff-journal (\\d{1,9})");
    private static final byte[] HEAD_LINE = ("svff-journal " + FORMAT + "\n").getBytes(StandardCharsets.UTF_8);

    private final Path path;
    private final Disk disk;
    private final EntryCodec codec = new EntryCodec();
    private Optional<Disk.Out> out = Optional.empty();
    /** Length of what is whole lines, in bytes. */
    private long whole;

    JournalFile(Path path, Disk disk) {
        this.path = path;
        this.disk = disk;
    }

    /**
     * What a file holds.
     *
     * @param format 0 when no line names it
     * @param damaged numbers, from 1, of lines that are torn, damaged or of a form not known here
     * @param whole length up to the end of the last line that was ended, in bytes
     */
    record Contents(int format, List<Entry> entries, List<Integer> damaged, long whole) {}

    /** Reads all that can be read: a line that is damaged costs no other. A file that is missing is empty. */
    Contents read() throws IOException {
        if (!Files.exists(path)) {
            return new Contents(FORMAT, List.of(), List.of(), 0);
        }
        Contents contents = read(Files.readAllBytes(path));
        whole = contents.whole();
        return contents;
    }

    /** The same of bytes, whatever they are. */
    Contents read(byte[] bytes) {
        int format = 0;
        List<Entry> entries = new ArrayList<>();
        List<Integer> damaged = new ArrayList<>();
        int start = 0;
        for (int number = 1; start < bytes.length; number++) {
            int end = lineEnd(bytes, start);
            if (end < 0) {
                damaged.add(number); // torn: whatever it announces was not begun
                break;
            }
            String line = new String(Arrays.copyOfRange(bytes, start, end), StandardCharsets.UTF_8);
            Matcher head = HEAD.matcher(line);
            if (number == 1 && head.matches()) {
                format = Integer.parseInt(head.group(1));
            } else {
                Optional<Entry> entry = codec.decode(line);
                entry.ifPresent(entries::add);
                if (entry.isEmpty()) {
                    damaged.add(number);
                }
            }
            start = end + 1;
        }
        return new Contents(format, entries, damaged, start);
    }

    private static int lineEnd(byte[] bytes, int start) {
        for (int i = start; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    /** Length in bytes. */
    long length() {
        return whole;
    }

    /** Adds the entry; it is on the disk when this returns. */
    void append(Entry entry) throws IOException {
        byte[] line = line(entry);
        Disk.Out open = open();
        try {
            open.write(line);
            open.sync();
            whole += line.length;
        } catch (IOException e) {
            close(); // it is opened anew, and cut to what is whole, when there is something to write
            throw e;
        }
    }

    /** Leaves the file open for appending: shows whether that can be done. */
    private Disk.Out open() throws IOException {
        if (out.isEmpty()) {
            out = Optional.of(disk.open(path, whole));
        }
        return out.get();
    }

    /** Leaves the file open for appending, cut to what is whole lines. */
    void resume() throws IOException {
        close();
        open();
    }

    /** Puts these entries in place of the file, so that at every moment one whole file is there. */
    void rewrite(List<Entry> entries) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(HEAD_LINE);
        entries.forEach(entry -> all.writeBytes(line(entry)));
        Path next = path.resolveSibling(path.getFileName() + ".next");
        try (Disk.Out fresh = disk.open(next, 0)) {
            fresh.write(all.toByteArray());
            fresh.sync();
        } catch (IOException e) {
            Files.deleteIfExists(next); // it takes room on a disk that is full
            throw e;
        }
        disk.move(next, path);
        close(); // of the file that is no more
        whole = all.size();
        disk.syncFolder(path.resolveSibling("."));
    }

    private byte[] line(Entry entry) {
        return (codec.encode(entry) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        Optional<Disk.Out> open = out;
        out = Optional.empty();
        if (open.isPresent()) {
            open.get().close();
        }
    }
}
