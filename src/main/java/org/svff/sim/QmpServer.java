package org.svff.sim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The monitor of a simulated QEMU: one client at a time, as QEMU's. */
final class QmpServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(QmpServer.class);

    /** Messages by their form; by their content, nothing that a client can use. */
    private static final String NONSENSE = """
            {"return": {}, "id": "nobody-asked"}
            {"return": [[[]]]}
            {"error": null, "id": 7}
            {"event": "DEVICE_DELETED"}
            {"event": "DEVICE_DELETED", "data": [1, 2]}
            {"event": {"no": "name"}, "data": {"device": 5}}
            {"QMP": "again"}
            """;

    private final ObjectMapper json = new ObjectMapper();
    private final ServerSocketChannel listener;
    private final QmpCommands commands;
    private final Predicate<QemuFault> faulty;
    private @Nullable SocketChannel client;

    private final AtomicLong taken = new AtomicLong();

    QmpServer(Path socket, QmpCommands commands, Predicate<QemuFault> faulty) throws IOException {
        this.commands = commands;
        this.faulty = faulty;
        listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listener.bind(UnixDomainSocketAddress.of(socket));
        Thread thread = new Thread(this::serve, "sim-qemu-" + socket.getFileName());
        thread.setDaemon(true);
        thread.start();
    }

    private void serve() {
        while (listener.isOpen()) {
            try (SocketChannel channel = listener.accept()) {
                setClient(channel);
                converse(channel);
            } catch (IOException e) {
                LOG.debug("{}", e.toString());
            } catch (InterruptedException e) {
                return;
            } finally {
                setClient(null);
            }
        }
    }

    private synchronized void setClient(@Nullable SocketChannel channel) {
        client = channel;
    }

    private void converse(SocketChannel channel) throws IOException, InterruptedException {
        if (faulty.test(QemuFault.GARBAGE)) {
            send("SSH-2.0-OpenSSH_9.2p1\n");
        } else if (!faulty.test(QemuFault.SILENT)) {
            send(json.createObjectNode().set("QMP", commands.greeting()) + "\n");
        }
        BufferedReader lines = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (!faulty.test(QemuFault.SILENT)) {
                String reply = answer(json.readTree(line)) + "\n";
                if (faulty.test(QemuFault.CUT_REPLY)) {
                    send(reply.substring(0, reply.length() / 2));
                    return;
                }
                if (faulty.test(QemuFault.NONSENSE)) {
                    send(NONSENSE);
                }
                send(reply);
                if (faulty.test(QemuFault.TWICE)) {
                    send(reply);
                }
            }
        }
    }

    /** How many commands have come, over all connections. */
    long commandsTaken() {
        return taken.get();
    }

    private ObjectNode answer(JsonNode message) throws InterruptedException, IOException {
        taken.incrementAndGet();
        ObjectNode reply = json.createObjectNode();
        try {
            reply.set("return", commands.run(message.path("execute").asText(), message.path("arguments")));
        } catch (QmpCommands.QmpError e) {
            reply.putObject("error").put("class", e.errorClass).put("desc", e.getMessage());
        }
        reply.set("id", message.get("id"));
        return reply;
    }

    /** Tells the client of an event about a device. */
    void event(String name, String device) {
        ObjectNode event = json.createObjectNode().put("event", name);
        event.putObject("data").put("device", device).put("path", "/machine/peripheral/" + device);
        event.putObject("timestamp").put("seconds", 0).put("microseconds", 0);
        if (!faulty.test(QemuFault.SILENT) && !faulty.test(QemuFault.LOSES_EVENTS)) {
            try {
                send(faulty.test(QemuFault.TWICE) ? event + "\n" + event + "\n" : event + "\n");
            } catch (IOException e) {
                LOG.debug("{}", e.toString());
            }
        }
    }

    private synchronized void send(String text) throws IOException {
        SocketChannel channel = client;
        if (channel == null) {
            return;
        }
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
            synchronized (this) {
                if (client != null) {
                    client.close();
                }
            }
        } catch (IOException e) {
            LOG.debug("{}", e.toString());
        }
    }
}
