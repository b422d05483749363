package org.svff.vm.qmp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.svff.host.UnixSocket;

/** Bytes that come from a QMP socket, in pieces: they are messages, or they are refused as no QMP. */
public final class QmpFuzz {
    private static final Path SOCKET = Path.of("fuzz.qmp");
    private static final int LONGEST = 4096;
    private static final UnixSocket STREAM = quiet();

    private QmpFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        LineFramer framer = new LineFramer(LONGEST);
        try {
            QmpClient client = new QmpClient(SOCKET, STREAM, () -> {});
            client.onEvent(event -> {
                if (event.name() == null || event.text("device") == null) {
                    throw new AssertionError("an event without a name");
                }
            });
            int piece = data.length == 0 ? 1 : 1 + (data[0] & 0xff);
            for (int at = 0; at < data.length; at += piece) {
                List<String> lines = framer.add(ByteBuffer.wrap(data, at, Math.min(piece, data.length - at)));
                for (String line : lines) {
                    client.take(line);
                }
            }
        } catch (QmpException e) {
            if (e.kind() != QmpException.Kind.PROTOCOL) {
                throw new AssertionError(e);
            }
        }
    }

    /** A socket that is there, and that nothing comes from. */
    private static UnixSocket quiet() {
        try {
            Path folder = Files.createTempDirectory("fuzz");
            UnixSocket socket = UnixSocket.listen(folder.resolve("qmp"), 1);
            Files.delete(folder.resolve("qmp"));
            Files.delete(folder);
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
