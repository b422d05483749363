package org.svff.jmx.connect;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import javax.management.remote.JMXServiceURL;
import javax.management.remote.generic.MessageConnection;
import javax.management.remote.generic.MessageConnectionServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens, and shakes hands with who comes, before the connector hears of them. The library itself would give each of them one of its ten
 * threads, for ever. Who has a place is for {@link Places} to say.
 */
final class Doorman implements MessageConnectionServer {
    private static final Logger LOG = LoggerFactory.getLogger(Doorman.class);

    private static final int BACKLOG = 128;

    private final String host;
    private final int port;
    private final JmxmpSetup setup;
    private final Meter.Server listening = new Meter.Server();
    private final BlockingQueue<Optional<MessageConnection>> opened = new LinkedBlockingQueue<>();
    private final Places places;
    private Map<String, Object> env = Map.of();

    /** @param mostConnections strangers and clients together */
    Doorman(String host, int port, int mostConnections, JmxmpSetup setup) throws IOException {
        this.host = host;
        this.port = port;
        this.places = new Places(mostConnections, "svff-door-deadline");
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
            connection = new ServerConnection(socket, setup, () -> places.gone(self[0]));
            self[0] = connection;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
        if (places.enter(connection)) {
            daemon("svff-handshake").newThread(() -> shakeHands(connection)).start();
        } else {
            connection.cut();
        }
    }

    private void shakeHands(ServerConnection connection) {
        try {
            connection.open(env);
            places.known(connection);
            opened.add(Optional.of(connection));
        } catch (IOException | RuntimeException e) {
            LOG.debug("{} is not let in: {}", connection.from(), e.toString());
            setup.authenticator().tell(connection.from(), setup.profileText(), false, "the handshake failed");
            connection.cut();
            connection.close();
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
        places.close();
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
