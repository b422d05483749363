package org.svff.vm.qmp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.svff.host.OpenFile;
import org.svff.host.UnixSocket;

/**
 * One QMP connection. A thread of its own reads; replies find their commands by id, events go to the listeners. A reply
 * that comes after its command's deadline is passed over. Thread-safe.
 */
public final class QmpClient implements Qmp, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(QmpClient.class);
    /** The longest message of QEMU 10 is its schema, about 300 KiB. */
    private static final int LONGEST_MESSAGE = 4 << 20;

    private final ObjectMapper json = new ObjectMapper();
    private final Path socket;
    private final UnixSocket stream;
    private final CompletableFuture<JsonNode> greeting = new CompletableFuture<>();
    private final Map<String, CompletableFuture<JsonNode>> pending = new ConcurrentHashMap<>();
    private final List<Consumer<QmpEvent>> listeners = new CopyOnWriteArrayList<>();
    private final AtomicLong nextId = new AtomicLong();
    private final Runnable onDisconnect;
    private volatile boolean disconnected;

    /** Reads nothing yet; see {@link #connect}. */
    QmpClient(Path socket, UnixSocket stream, Runnable onDisconnect) {
        this.socket = socket;
        this.stream = stream;
        this.onDisconnect = onDisconnect;
    }

    /**
     * Connects, waits for the greeting, and leaves negotiation mode.
     *
     * @param onDisconnect runs once, on the reading thread, when an established connection ends
     * @throws QmpException when nobody listens, no greeting comes in time, or what comes is no QMP
     */
    public static QmpClient connect(Path socket, Duration deadline, Runnable onDisconnect) throws QmpException {
        QmpClient client = new QmpClient(socket, open(socket), onDisconnect);
        try {
            Thread reader = new Thread(client::read, "svff-qmp-" + socket.getFileName());
            reader.setDaemon(true);
            reader.start();
            client.await(client.greeting, deadline, "a QMP greeting");
            client.execute("qmp_capabilities", Map.of(), deadline);
            return client;
        } catch (QmpException e) {
            client.close();
            throw e;
        }
    }

    private static UnixSocket open(Path socket) throws QmpException {
        try {
            return UnixSocket.connect(socket);
        } catch (ConnectException e) { // ECONNREFUSED: the file is there, no socket is bound to it; unix(7)
            throw new QmpException(QmpException.Kind.NOBODY, socket + ": " + e.getMessage());
        } catch (IOException e) {
            throw new QmpException(QmpException.Kind.DISCONNECTED, socket + ": " + e.getMessage());
        }
    }

    public boolean isConnected() {
        return !disconnected;
    }

    @Override
    public JsonNode execute(String command, Map<String, ?> arguments, Duration deadline) throws QmpException {
        return execute(command, arguments, null, deadline);
    }

    /** As the other, and hands QEMU a file with the command ({@code getfd}); it stays open here. */
    public JsonNode execute(String command, Map<String, ?> arguments, @Nullable OpenFile file, Duration deadline)
            throws QmpException {
        String id = "svff-" + nextId.incrementAndGet();
        CompletableFuture<JsonNode> reply = new CompletableFuture<>();
        pending.put(id, reply);
        try {
            if (disconnected) {
                throw lost();
            }
            send(id, command, arguments, file);
            return await(reply, deadline, "an answer to " + command);
        } finally {
            pending.remove(id);
        }
    }

    private void send(String id, String command, Map<String, ?> arguments, @Nullable OpenFile file)
            throws QmpException {
        ObjectNode message = json.createObjectNode().put("execute", command).put("id", id);
        if (!arguments.isEmpty()) {
            message.set("arguments", json.valueToTree(arguments));
        }
        ByteBuffer bytes = ByteBuffer.wrap((message + "\n").getBytes(StandardCharsets.UTF_8));
        try {
            stream.write(bytes, file);
        } catch (UnixSocket.FileRefused e) {
            throw QmpException.error("", socket + ": the file cannot be handed over: " + e.getMessage());
        } catch (IOException e) {
            throw lost();
        }
    }

    /** Collects the first event that fits, from now on: ask for it before sending what brings it about. */
    public EventWaiter expect(Predicate<QmpEvent> fits) {
        CompletableFuture<QmpEvent> found = new CompletableFuture<>();
        Consumer<QmpEvent> listener = event -> {
            if (fits.test(event)) {
                found.complete(event);
            }
        };
        listeners.add(listener);
        return new EventWaiter(this, found, () -> listeners.remove(listener));
    }

    /** Calls the listener with every event from now on, on the reading thread. */
    public void onEvent(Consumer<QmpEvent> listener) {
        listeners.add(listener);
    }

    <T> T await(CompletableFuture<T> future, Duration deadline, String what) throws QmpException {
        try {
            return future.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof QmpException q) {
                throw q.kind() == QmpException.Kind.ERROR
                        ? QmpException.error(q.errorClass(), String.valueOf(q.getMessage()))
                        : q;
            }
            throw lost();
        } catch (TimeoutException e) {
            throw new QmpException(
                    QmpException.Kind.TIMEOUT,
                    socket + ": " + what + " has not come within " + deadline.toMillis() + " ms");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new QmpException(QmpException.Kind.TIMEOUT, socket + ": interrupted while waiting for " + what);
        }
    }

    private QmpException lost() {
        return new QmpException(QmpException.Kind.DISCONNECTED, socket + ": the connection was lost");
    }

    private void read() {
        ByteBuffer buffer = ByteBuffer.allocate(64 << 10);
        LineFramer framer = new LineFramer(LONGEST_MESSAGE);
        QmpException end = lost();
        try {
            while (stream.read(buffer.clear()) >= 0) {
                for (String line : framer.add(buffer.flip())) {
                    take(line);
                }
            }
        } catch (QmpException e) {
            end = e;
        } catch (IOException e) {
            LOG.debug("{}: {}", socket, e.toString());
        } catch (RuntimeException e) { // else commands would be waited for that nobody reads the answers of
            LOG.error("{}: reading failed in an unforeseen way", socket, e);
        }
        disconnect(end);
    }

    /** Takes a message that came, whatever it is. */
    void take(String line) throws QmpException {
        JsonNode message;
        try {
            message = json.readTree(line);
        } catch (JsonProcessingException e) {
            throw new QmpException(
                    QmpException.Kind.PROTOCOL,
                    socket + ": not QMP: '" + (line.length() > 60 ? line.substring(0, 60) + "..." : line) + "'");
        }
        if (message.has("event")) {
            QmpEvent event = new QmpEvent(message.get("event").asText(), message.path("data"));
            listeners.forEach(listener -> listener.accept(event));
        } else if (message.has("QMP")) {
            greeting.complete(message.get("QMP"));
        } else if (message.has("return") || message.has("error")) {
            reply(message);
        } else {
            throw new QmpException(QmpException.Kind.PROTOCOL, socket + ": no QMP message: " + line);
        }
    }

    private void reply(JsonNode message) {
        CompletableFuture<JsonNode> command = pending.get(message.path("id").asText(""));
        if (command == null) {
            LOG.debug("{}: an answer that nobody waits for: {}", socket, message);
        } else if (message.has("return")) {
            command.complete(message.get("return"));
        } else {
            JsonNode error = message.get("error");
            command.completeExceptionally(QmpException.error(
                    error.path("class").asText(""), error.path("desc").asText("")));
        }
    }

    private void disconnect(QmpException why) {
        boolean established = greeting.isDone() && !greeting.isCompletedExceptionally();
        disconnected = true;
        greeting.completeExceptionally(why);
        pending.values().forEach(command -> command.completeExceptionally(why));
        close();
        if (established) {
            onDisconnect.run();
        }
    }

    @Override
    public void close() {
        disconnected = true;
        stream.close();
    }
}
