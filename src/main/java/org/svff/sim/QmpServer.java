package org.svff.sim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.svff.host.OpenFile;
import org.svff.host.UnixSocket;

/** The monitor of a simulated QEMU: one client at a time, as QEMU's. */
final class QmpServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(QmpServer.class);
    private static final int BACKLOG = 50;

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
    private final UnixSocket listener;
    private final SimulatedFiles files;
    private final QmpCommands commands;
    private final Predicate<QemuFault> faulty;
    private @Nullable UnixSocket client;

    private final AtomicLong taken = new AtomicLong();

    QmpServer(Path socket, QmpCommands commands, Predicate<QemuFault> faulty, SimulatedFiles files) throws IOException {
        this.commands = commands;
        this.faulty = faulty;
        this.files = files;
        listener = UnixSocket.listen(socket, BACKLOG);
        Thread thread = new Thread(this::serve, "sim-qemu-" + socket.getFileName());
        thread.setDaemon(true);
        thread.start();
    }

    private void serve() {
        while (listener.isOpen()) {
            try (UnixSocket accepted = listener.accept()) {
                setClient(accepted);
                converse(accepted);
            } catch (IOException e) {
                LOG.debug("{}", e.toString());
            } catch (InterruptedException e) {
                return;
            } finally {
                setClient(null);
                files.disconnected();
            }
        }
    }

    private synchronized void setClient(@Nullable UnixSocket accepted) {
        client = accepted;
    }

    /** What a client sends; files that come with it are put aside. */
    private final class Input extends InputStream {
        private final UnixSocket from;

        Input(UnixSocket from) {
            this.from = from;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            List<OpenFile> came = new ArrayList<>();
            int count = from.read(ByteBuffer.wrap(into, offset, length), came);
            files.arrive(came);
            return count;
        }
    }

    private void converse(UnixSocket accepted) throws IOException, InterruptedException {
        if (faulty.test(QemuFault.GARBAGE)) {
            send("SSH-2.0-OpenSSH_9.2p1\n");
        } else if (!faulty.test(QemuFault.SILENT)) {
            send(json.createObjectNode().set("QMP", commands.greeting()) + "\n");
        }
        BufferedReader lines = new BufferedReader(new InputStreamReader(new Input(accepted), StandardCharsets.UTF_8));
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
        if (client != null) {
            client.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        }
    }

    @Override
    public void close() {
        listener.close();
        synchronized (this) {
            if (client != null) {
                client.close();
            }
        }
    }
}
