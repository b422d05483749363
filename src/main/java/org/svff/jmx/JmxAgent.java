package org.svff.jmx;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import javax.management.MBeanServer;
import javax.management.remote.JMXConnectorServer;
import javax.management.remote.JMXConnectorServerFactory;
import javax.management.remote.JMXServiceURL;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.svff.engine.Control;
import org.svff.world.SvffException;
import org.svff.world.Trouble;

/** The agent's MBeans and the JMXMP connector that serves them. */
public final class JmxAgent implements AutoCloseable {
    /** Where an agent listens unless it is told otherwise. */
    public static final int DEFAULT_PORT = 7117;

    private static final Logger LOG = LoggerFactory.getLogger(JmxAgent.class);

    private final Notifier notifier;
    private final JMXConnectorServer connector;

    private JmxAgent(Notifier notifier, JMXConnectorServer connector) {
        this.notifier = notifier;
        this.connector = connector;
    }

    /**
     * Registers the MBeans and begins to listen.
     *
     * @param host a loopback address; without users and TLS any other is refused
     * @param port 0 for any free one
     * @param wait how long an operation's caller is kept waiting for its end
     * @throws SvffException when the address is no loopback one, or cannot be listened on
     */
    public static JmxAgent start(
            Control control, AgentInfo info, MBeanServer server, String host, int port, Duration wait)
            throws SvffException {
        requireLoopback(host, port);
        SerialFilter.install();
        Pace pace = new Pace();
        MBeanCatalog catalog = new MBeanCatalog(server, new Actions(control, wait, pace));
        Notifier notifier = new Notifier(control, catalog, pace);
        catalog.addPermanent(Names.agent(), new AgentBean(control, info, notifier::dropped, pace), AgentMXBean.class);
        catalog.addPermanent(Names.operations(), new OperationsBean(control), OperationsMXBean.class);
        notifier.start();
        try {
            JMXConnectorServer connector = connector(server, host, port);
            connector.start();
            LOG.info("listening on {}", connector.getAddress());
            return new JmxAgent(notifier, connector);
        } catch (IOException e) {
            notifier.close();
            throw new SvffException(
                    new Trouble(
                            host + ":" + port,
                            "listen for JMX clients",
                            String.valueOf(e.getMessage()),
                            "another agent may have the port; choose one with --port, or 0 for any"),
                    e);
        }
    }

    private static void requireLoopback(String host, int port) throws SvffException {
        String answer = "";
        try {
            if (!InetAddress.getByName(host).isLoopbackAddress()) {
                answer = "it is no loopback address, and this agent knows no users yet";
            }
        } catch (UnknownHostException e) {
            answer = "no such host";
        }
        if (!answer.isEmpty()) {
            throw new SvffException(new Trouble(
                    host + ":" + port, "listen for JMX clients", answer, "set jmx.host to 127.0.0.1 or ::1"));
        }
    }

    private static JMXConnectorServer connector(MBeanServer server, String host, int port) throws IOException {
        Map<String, Object> env = new HashMap<>();
        env.put("jmx.remote.server.address.wildcard", "false"); // else it listens on every address of the host
        env.put("jmx.remote.x.notification.buffer.size", "10000");
        JMXConnectorServer connector =
                JMXConnectorServerFactory.newJMXConnectorServer(new JMXServiceURL("jmxmp", host, port), env, server);
        connector.setMBeanServerForwarder(Gate.create());
        return connector;
    }

    /** Where it listens, e.g. {@code service:jmx:jmxmp://127.0.0.1:7117}. */
    public String url() {
        return connector.getAddress().toString();
    }

    public int port() {
        return connector.getAddress().getPort();
    }

    @Override
    public void close() {
        try {
            connector.stop();
        } catch (IOException e) {
            LOG.warn("{}", e.toString());
        }
        notifier.close();
    }
}
