package org.svff.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 1, unit = TimeUnit.MINUTES)
class UnixSocketTest {
    @TempDir
    Path folder;

    private UnixSocket listener;
    private UnixSocket client;
    private UnixSocket server;

    @BeforeEach
    void connect() throws IOException {
        listener = UnixSocket.listen(folder.resolve("s"), 1);
        client = UnixSocket.connect(folder.resolve("s"));
        server = listener.accept();
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
        listener.close();
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(ByteBuffer buffer) {
        return StandardCharsets.UTF_8.decode(buffer.flip()).toString();
    }

    private static String link(OpenFile file) throws IOException {
        return Files.readSymbolicLink(Path.of("/proc/self/fd/" + file.descriptor()))
                .toString();
    }

    @Test
    void bytesGoBothWays() throws IOException {
        ByteBuffer there = ByteBuffer.allocate(100);
        client.write(bytes("how are you?"));
        assertEquals(12, server.read(there));
        assertEquals("how are you?", text(there));
        server.write(bytes("well"));
        ByteBuffer back = ByteBuffer.allocate(2);
        assertEquals(2, client.read(back));
        assertEquals("we", text(back));
        assertEquals(2, client.read(back.clear()));
        assertEquals("ll", text(back));
    }

    @Test
    void aFileIsHandedOver() throws IOException {
        try (OpenFile file = OpenFile.inMemory("/dev/vfio/devices/vfio7")) {
            client.write(bytes("take it"), file);
            List<OpenFile> came = new ArrayList<>();
            ByteBuffer there = ByteBuffer.allocate(100);
            assertEquals(7, server.read(there, came));
            assertEquals("take it", text(there));
            assertEquals(1, came.size());
            try (OpenFile other = came.get(0)) {
                assertTrue(other.descriptor() != file.descriptor(), "one of its own");
                assertEquals(link(file), link(other));
            }
        }
    }

    @Test
    void withoutAFileNoneComes() throws IOException {
        List<OpenFile> came = new ArrayList<>();
        client.write(bytes("nothing"));
        assertEquals(7, server.read(ByteBuffer.allocate(100), came));
        assertTrue(came.isEmpty());
    }

    @Test
    void whatNobodyTakesIsClosed() throws IOException {
        try (OpenFile file = OpenFile.inMemory("/dev/nobody-takes")) {
            client.write(bytes("take it"), file);
        }
        assertEquals(7, server.read(ByteBuffer.allocate(100)));
        try (var files = Files.list(Path.of("/proc/self/fd"))) {
            assertFalse(files.anyMatch(f -> {
                try {
                    return Files.readSymbolicLink(f).toString().contains("nobody-takes");
                } catch (IOException e) {
                    return false;
                }
            }));
        }
    }

    @Test
    void aClosedFileIsRefusedAndNothingIsSent() throws IOException {
        OpenFile file = OpenFile.inMemory("closed");
        file.close();
        assertThrows(UnixSocket.FileRefused.class, () -> client.write(bytes("take it"), file));
        client.write(bytes("still here"));
        ByteBuffer there = ByteBuffer.allocate(100);
        server.read(there);
        assertEquals("still here", text(there));
    }

    @Test
    void closingEndsAReadThatWaits() throws Exception {
        CompletableFuture<Integer> read = CompletableFuture.supplyAsync(() -> {
            try {
                return client.read(ByteBuffer.allocate(10));
            } catch (IOException e) {
                return -2;
            }
        });
        client.close();
        assertTrue(read.get(30, TimeUnit.SECONDS) < 0);
        assertFalse(client.isOpen());
        assertThrows(ClosedChannelException.class, () -> client.write(bytes("late")));
        assertEquals(-1, server.read(ByteBuffer.allocate(10)), "the other side sees the end");
    }

    @Test
    void nobodyListens() {
        listener.close();
        server.close();
        assertThrows(ConnectException.class, () -> UnixSocket.connect(folder.resolve("s")));
        assertThrows(IOException.class, () -> UnixSocket.connect(folder.resolve("not-there")));
        assertThrows(IOException.class, () -> UnixSocket.connect(folder.resolve("x".repeat(120))));
    }

    @Test
    void muchGoesThrough() throws Exception {
        byte[] much = new byte[3 << 20];
        CompletableFuture<Void> written = CompletableFuture.runAsync(() -> {
            try {
                client.write(ByteBuffer.wrap(much));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        int read = 0;
        while (read < much.length) {
            read += server.read(ByteBuffer.allocate(64 << 10));
        }
        written.get(30, TimeUnit.SECONDS);
        assertEquals(much.length, read);
    }
}
