package org.svff.vm.qmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndlessMessageTest {
    @Test
    void isGivenUp(@TempDir Path folder) throws IOException {
        Path socket = folder.resolve("endless.qmp");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            Thread thread = new Thread(() -> talk(server), "endless");
            thread.setDaemon(true);
            thread.start();
            QmpException e =
                    assertThrows(QmpException.class, () -> QmpClient.connect(socket, Duration.ofSeconds(30), () -> {}));
            assertEquals(QmpException.Kind.PROTOCOL, e.kind(), e.getMessage());
        }
    }

    private static void talk(ServerSocketChannel server) {
        try (SocketChannel channel = server.accept()) {
            while (true) {
                channel.write(ByteBuffer.allocate(64 << 10));
            }
        } catch (IOException e) {
            // the client has had enough
        }
    }
}
