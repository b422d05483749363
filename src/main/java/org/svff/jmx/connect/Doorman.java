package org.svff.jmx.connect;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.management.remote.JMXServiceURL;
import javax.management.remote.generic.MessageConnection;
import javax.management.remote.generic.MessageConnectionServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens, and shakes hands with who comes, before the connector hears of them: strangers are few at a time, have little
 * time, and when they are too many the oldest has to go. The library itself would give each of them one of its ten
 * threads, for ever.
 */
final class Doorman implements MessageConnectionServer {
    private static final Logger LOG = LoggerFactory.getLogger(Doorman.class);

    /** Connections that are still shaking hands. */
    static final int MOST_STRANGERS = 64;

    /** Of these, from one address. */
    static final int MOST_STRANGERS_FROM_ONE = 48;

    static final int HANDSHAKE_SECONDS = 15;
    private static final int BACKLOG = 128;

    private final String host;
    private final int port;
    private final int mostConnections;
    private final JmxmpSetup setup;
    private final Meter.Server listening = new Meter.Server();
    private final BlockingQueue<Optional<MessageConnection>> opened = new LinkedBlockingQueue<>();
    private final Set<ServerConnection> strangers = new LinkedHashSet<>();
    private final Set<ServerConnection> all = new LinkedHashSet<>();
    private final ScheduledExecutorService deadlines =
            Executors.newSingleThreadScheduledExecutor(daemon("svff-door-deadline"));
    private Map<String, Object> env = Map.of();

    /** @param mostConnections strangers and clients together */
    Doorman(String host, int port, int mostConnections, JmxmpSetup setup) throws IOException {
        this.host = host;
        this.port = port;
        this.mostConnections = mostConnections;
        this.setup = setup;
    }

    private static java.util.concurrent.ThreadFactory daemon(String name) {
        return work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** What a handshake needs to know; before {@link #start}. */
    void handshakeEnv(Map<String, Object> known) {
        env = Map.copyOf(known);
    }

    @Override
    @SuppressWarnings("rawtypes") // as in the library
    public void start(Map ignored) throws IOException {
        listening.setReuseAddress(true);
        listening.bind(new InetSocketAddress(InetAddress.getByName(host), port), BACKLOG);
        daemon("svff-door").newThread(this::listen).start();
    }

    private void listen() {
        while (!listening.isClosed()) {
            try {
                welcome(listening.accept());
            } catch (IOException e) {
                if (!listening.isClosed()) {
                    LOG.warn("cannot take a connection: {}", e.toString());
                }
            }
        }
    }

    private void welcome(Meter.MeteredSocket socket) throws IOException {
        ServerConnection connection;
        try {
            socket.setTcpNoDelay(true);
            socket.setKeepAlive(true);
            ServerConnection[] self = new ServerConnection[1];
            connection = new ServerConnection(socket, setup, () -> gone(self[0]));
            self[0] = connection;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
        if (enter(connection)) {
            daemon("svff-handshake").newThread(() -> shakeHands(connection)).start();
        } else {
            connection.cut();
        }
    }

    /** The oldest stranger goes when there are too many; when all places are clients', the newcomer does. */
    private synchronized boolean enter(ServerConnection connection) {
        long same = strangers.stream()
                .filter(s -> s.from().equals(connection.from()))
                .count();
        if (strangers.size() >= MOST_STRANGERS || same >= MOST_STRANGERS_FROM_ONE) {
            Iterator<ServerConnection> oldest = strangers.iterator();
            while (oldest.hasNext()) {
                ServerConnection old = oldest.next();
                if (same < MOST_STRANGERS_FROM_ONE || old.from().equals(connection.from())) {
                    oldest.remove();
                    all.remove(old);
                    old.cut();
                    break;
                }
            }
        }
        if (all.size() >= mostConnections) {
            LOG.warn("{} connections are open, as many as jmx.connections allows; another is turned away", all.size());
            return false;
        }
        all.add(connection);
        strangers.add(connection);
        return true;
    }

    private synchronized void gone(ServerConnection connection) {
        strangers.remove(connection);
        all.remove(connection);
    }

    private void shakeHands(ServerConnection connection) {
        ScheduledFuture<?> deadline = deadlines.schedule(connection::cut, HANDSHAKE_SECONDS, TimeUnit.SECONDS);
        try {
            connection.open(env);
            synchronized (this) {
                strangers.remove(connection);
            }
            opened.add(Optional.of(connection));
        } catch (IOException | RuntimeException e) {
            LOG.debug("{} is not let in: {}", connection.from(), e.toString());
            setup.authenticator().tell(connection.from(), setup.profileText(), false, "the handshake failed");
            connection.cut();
            connection.close();
        } finally {
            deadline.cancel(false);
        }
    }

    @Override
    public MessageConnection accept() throws IOException {
        try {
            Optional<MessageConnection> next = opened.take();
            return next.orElseThrow(() -> new IOException("the connector is stopped"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the connector is stopped", e);
        }
    }

    @Override
    public void stop() throws IOException {
        listening.close();
        deadlines.shutdownNow();
        synchronized (this) {
            all.forEach(ServerConnection::cut);
        }
        opened.add(Optional.empty());
    }

    @Override
    public JMXServiceURL getAddress() {
        try {
            return new JMXServiceURL("jmxmp", host, listening.isBound() ? listening.getLocalPort() : port);
        } catch (java.net.MalformedURLException e) {
            throw new IllegalArgumentException(host, e);
        }
    }
}
