package org.svff.jmx;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.logging.Logger;
import java.util.stream.Stream;
import javax.management.InstanceNotFoundException;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.MBeanServerConnection;
import javax.management.Notification;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXServiceURL;
import javax.management.remote.jmxmp.JMXMPConnector;
import org.svff.jmx.connect.ClientAccess;
import org.svff.pci.PciAddress;
import org.svff.pci.VfName;
import org.svff.world.BindingId;
import org.svff.world.SvffException;
import org.svff.world.Trouble;

/** A client of an agent, over JMXMP. */
public final class AgentClient implements AutoCloseable {
    /** The connector's own logs: it reports its own closing as an error; what matters comes as an exception. */
    private static final List<Logger> CONNECTOR_LOGS = Stream.of("misc", "generic", "timeout")
            .map(name -> Logger.getLogger("javax.management.remote." + name))
            .toList(); // held, since loggers that nobody holds forget what they were told

    static {
        CONNECTOR_LOGS.forEach(log -> log.setFilter(record -> false)); // a filter outlives a reset of the log manager
    }

    private static final Duration CLOSING = Duration.ofSeconds(2);

    /**
     * How long an answer may take. When a connection is cut just as a request is sent, the library never tells who waits for
     * its answer, and would wait for ever. Far above what the agent itself waits for the end of an operation
     * ({@code deadline.operation}, 10 minutes unless configured), of which applying a policy has several in a row.
     */
    private static final Duration ANSWER = Duration.ofHours(1);

    private static final String ANSWER_MILLIS = "jmx.remote.x.request.timeout";

    private final Closeable connector;
    private final MBeanServerConnection connection;

    private AgentClient(Closeable connector, MBeanServerConnection connection) {
        this.connector = connector;
        this.connection = connection;
    }

    /**
     * Connects to an agent that asks nothing of clients on its host.
     *
     * @param deadline for the connection; a port that accepts and says nothing would block for ever
     * @throws SvffException when no agent answers there
     */
    public static AgentClient connect(String host, int port, Duration deadline) throws SvffException {
        return connect(host, port, ClientAccess.NONE, deadline);
    }

    /**
     * Connects.
     *
     * @param access how the client proves who it is, and what the agent is to prove
     * @param deadline for the connection
     * @throws SvffException when no agent answers there, or it does not let this client in
     */
    public static AgentClient connect(String host, int port, ClientAccess access, Duration deadline)
            throws SvffException {
        return connect(host, port, access, deadline, ANSWER);
    }

    /** The same with another limit for each answer. */
    static AgentClient connect(String host, int port, ClientAccess access, Duration deadline, Duration answer)
            throws SvffException {
        String where = host + ":" + port;
        Map<String, Object> env = access.env(host, ClientAccess.isLoopback(host));
        env.put(ANSWER_MILLIS, answer.toMillis());
        CompletableFuture<JMXConnector> connecting = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        JMXConnector made = new JMXMPConnector(new JMXServiceURL("jmxmp", host, port), env);
                        made.connect();
                        connecting.complete(made);
                    } catch (IOException | RuntimeException e) {
                        connecting.completeExceptionally(e);
                    }
                },
                "svff-connect");
        thread.setDaemon(true);
        thread.start();
        try {
            JMXConnector connector = connecting.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
            MBeanServerConnection connection = connector.getMBeanServerConnection();
            if (!connection.isRegistered(Names.agent())) {
                connector.close();
                throw unanswered(where, "what answers there is no svff agent");
            }
            return new AgentClient(connector, connection);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            throw unanswered(where, cause == null ? e.toString() : chain(cause));
        } catch (TimeoutException e) {
            throw unanswered(where, "no answer within " + deadline.toSeconds() + " s");
        } catch (IOException e) {
            throw unanswered(where, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unanswered(where, "interrupted");
        }
    }

    /** A client within the agent's own process, with no connector between. */
    public static AgentClient local(MBeanServer server) {
        return new AgentClient(() -> {}, server);
    }

    /** The library tells what went wrong in causes of causes. */
    private static String chain(Throwable top) {
        List<String> messages = new ArrayList<>();
        for (Throwable t = top; t != null && messages.size() < 4; t = t.getCause()) {
            String message =
                    String.valueOf(t.getMessage() == null ? t.getClass().getSimpleName() : t.getMessage());
            if (messages.stream().noneMatch(m -> m.contains(message))) {
                messages.add(message);
            }
        }
        return String.join(": ", messages);
    }

    private static SvffException unanswered(String where, String answer) {
        String remedy = "start one with `svff agent`, or name another with --agent HOST:PORT";
        if (answer.contains("authentication failed")) {
            remedy = "check name and password; after some wrong ones the agent does not listen for a while";
        } else if (answer.contains("profile") || answer.contains("handshake goes")) {
            remedy = "it asks for a user (--user), for TLS (--ca), or for neither";
        } else if (answer.contains("certificate") || answer.contains("PKIX") || answer.contains(" matching ")) {
            remedy = "name the CA of its certificate with --ca, and the host as the certificate does with --agent";
        }
        return new SvffException(new Trouble(where, "reach the agent", answer, remedy));
    }

    public AgentMXBean agent() {
        return proxy(Names.agent(), AgentMXBean.class);
    }

    public OperationsMXBean operations() {
        return proxy(Names.operations(), OperationsMXBean.class);
    }

    public PhysicalFunctionMXBean pf(PciAddress pf) throws SvffException {
        return existing(Names.pf(pf), PhysicalFunctionMXBean.class, "PF " + pf);
    }

    public VirtualFunctionMXBean vf(VfName vf) throws SvffException {
        return existing(Names.vf(vf), VirtualFunctionMXBean.class, "VF " + vf);
    }

    public VirtualMachineMXBean vm(String vm) throws SvffException {
        return existing(Names.vm(vm), VirtualMachineMXBean.class, "VM " + vm);
    }

    public BindingMXBean binding(BindingId id) throws SvffException {
        return existing(Names.binding(id), BindingMXBean.class, "binding " + id);
    }

    public PolicyMXBean policy(String name) throws SvffException {
        return existing(Names.policy(name), PolicyMXBean.class, "policy " + name);
    }

    /** Names of the policies that the agent keeps, in order. */
    public List<String> policies() throws SvffException {
        try {
            return connection.queryNames(Names.policies(), null).stream()
                    .map(name -> proxy(name, PolicyMXBean.class).getName())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw unanswered("policies", String.valueOf(e.getMessage()));
        }
    }

    private <T> T existing(ObjectName name, Class<T> type, String what) throws SvffException {
        try {
            if (connection.isRegistered(name)) {
                return proxy(name, type);
            }
        } catch (IOException e) {
            throw unanswered(what, String.valueOf(e.getMessage()));
        }
        throw new SvffException(
                new Trouble(what, "find it", "the agent knows none of this name", "see `svff list` for what there is"));
    }

    private <T> T proxy(ObjectName name, Class<T> type) {
        return JMX.newMXBeanProxy(connection, name, type);
    }

    /** The connection itself, for clients that want more. */
    public MBeanServerConnection connection() {
        return connection;
    }

    /** Calls the listener with every notification of the agent from now on, on a thread of the connector. */
    public void onNotification(Consumer<AgentNotification> listener) throws SvffException {
        try {
            connection.addNotificationListener(
                    Names.agent(), (notification, handback) -> listener.accept(read(notification)), null, null);
        } catch (IOException | InstanceNotFoundException e) {
            throw unanswered("notifications", String.valueOf(e.getMessage()));
        }
    }

    private static AgentNotification read(Notification n) {
        Map<?, ?> data = n.getUserData() instanceof Map<?, ?> map ? map : Map.of();
        return new AgentNotification(
                n.getSequenceNumber(),
                Instant.ofEpochMilli(n.getTimeStamp()),
                n.getType(),
                text(data, "subject"),
                String.valueOf(n.getMessage()),
                text(data, "before"),
                text(data, "after"));
    }

    private static String text(Map<?, ?> data, String key) {
        Object value = data.get(key);
        return value == null ? "" : value.toString();
    }

    /**
     * Ends the connection, and waits for that a moment at most: the connector waits for its own threads, and one of these
     * may be the listener that closes, or wait for an agent that is gone.
     */
    @Override
    public void close() {
        Thread thread = new Thread(
                () -> {
                    try {
                        connector.close();
                    } catch (IOException e) {
                        // the agent is gone already
                    }
                },
                "svff-disconnect");
        thread.setDaemon(true);
        thread.start();
        try {
            thread.join(CLOSING.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
