package org.svff.vm.qmp;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Cuts a stream of bytes into lines, however it arrives, and refuses lines beyond a limit. Not thread-safe. */
final class LineFramer {
    private final int limit;
    private final ByteArrayOutputStream rest = new ByteArrayOutputStream();

    /** @param limit bytes of the longest line that is taken */
    LineFramer(int limit) {
        this.limit = limit;
    }

    /**
     * Takes bytes that arrived.
     *
     * @return the lines that they complete, without line ends; empty lines are left out
     */
    List<String> add(ByteBuffer bytes) throws QmpException {
        List<String> lines = new ArrayList<>();
        while (bytes.hasRemaining()) {
            byte b = bytes.get();
            if (b == '\n') {
                String line = rest.toString(StandardCharsets.UTF_8).strip();
                rest.reset();
                if (!line.isEmpty()) {
                    lines.add(line);
                }
            } else if (rest.size() < limit) {
                rest.write(b);
            } else {
                throw new QmpException(
                        QmpException.Kind.PROTOCOL, "a message is longer than " + limit + " bytes; is this QMP?");
            }
        }
        return lines;
    }
}
