package org.svff.vm.qmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

class LineFramerProperties {
    static final int LIMIT = 40;

    @Property
    void linesComeOutHoweverTheyAreCut(
            @ForAll @Size(max = 10) List<@NotEmpty @AlphaChars @StringLength(max = LIMIT) String> lines,
            @ForAll @IntRange(min = 1, max = 50) int piece)
            throws QmpException {
        byte[] bytes = String.join("\r\n", lines).concat("\n").getBytes(StandardCharsets.UTF_8);
        LineFramer framer = new LineFramer(LIMIT + 1); // room for the carriage return
        List<String> out = new ArrayList<>();
        for (int at = 0; at < bytes.length; at += piece) {
            out.addAll(framer.add(ByteBuffer.wrap(bytes, at, Math.min(piece, bytes.length - at))));
        }
        assertEquals(lines, out);
    }

    @Property
    void whatIsTooLongIsRefused(@ForAll @IntRange(min = LIMIT + 1, max = 200) int length) {
        LineFramer framer = new LineFramer(LIMIT);
        assertThrows(QmpException.class, () -> framer.add(ByteBuffer.wrap(new byte[length])));
    }
}
