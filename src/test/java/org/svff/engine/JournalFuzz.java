package org.svff.engine;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A journal of any bytes; and, with a checksum that is right, any line: entries that are written as they are read. */
public final class JournalFuzz {
    private static final EntryCodec CODEC = new EntryCodec();

    private JournalFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        JournalFile file = new JournalFile(Path.of("journal"), Disk.real());
        JournalFile.Contents contents = file.read(data);
        JournalState state = new JournalState();
        contents.entries().forEach(state::apply);
        if (contents.whole() > data.length) {
            throw new AssertionError("longer than it is");
        }
        String text = new String(data, StandardCharsets.UTF_8);
        CODEC.decode(EntryCodec.checksum(text) + " " + text).ifPresent(entry -> {
            state.apply(entry);
            if (!CODEC.decode(CODEC.encode(entry)).orElseThrow().equals(entry)) {
                throw new AssertionError("written otherwise than read: " + entry);
            }
        });
        state.compacted().forEach(entry -> {
            if (CODEC.encode(entry).indexOf('\n') >= 0) {
                throw new AssertionError("more than a line: " + entry);
            }
        });
    }
}
