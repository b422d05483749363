package org.svff.jmx;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import javax.management.MBeanServer;
import javax.management.remote.JMXConnectorServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.svff.engine.Control;
import org.svff.jmx.connect.Authenticator;
import org.svff.jmx.connect.JmxmpServer;
import org.svff.jmx.connect.RmiServer;
import org.svff.jmx.connect.SerialFilter;
import org.svff.world.SvffException;
import org.svff.world.Trouble;

/** The agent's MBeans and the connectors that serve them. */
public final class JmxAgent implements AutoCloseable {
    /** Where an agent listens unless it is told otherwise. */
    public static final int DEFAULT_PORT = 7117;

    private static final Logger LOG = LoggerFactory.getLogger(JmxAgent.class);

    private final Notifier notifier;
    private final Recorder recorder;
    private final List<JMXConnectorServer> connectors;

    private JmxAgent(Notifier notifier, Recorder recorder, List<JMXConnectorServer> connectors) {
        this.notifier = notifier;
        this.recorder = recorder;
        this.connectors = connectors;
    }

    /**
     * Registers the MBeans and begins to listen.
     *
     * @throws SvffException when it would be open to a network without users or TLS, or cannot listen there
     */
    public static JmxAgent start(Control control, AgentInfo info, MBeanServer server, JmxSetup setup)
            throws SvffException {
        requireSafe(setup);
        SerialFilter.install();
        MBeanPace pace = new MBeanPace();
        Recorder recorder = new Recorder(control, setup.callers(), setup.audit());
        Actions actions = new Actions(control, recorder, setup.patience(), pace);
        MBeanCatalog catalog = new MBeanCatalog(server, actions);
        Notifier notifier = new Notifier(control, catalog, pace);
        catalog.addPermanent(
                Names.agent(),
                new AgentBean(control, actions, setup.callers(), info, notifier::dropped, pace),
                AgentMXBean.class);
        catalog.addPermanent(Names.operations(), new OperationsBean(actions), OperationsMXBean.class);
        notifier.start();
        List<JMXConnectorServer> started = new ArrayList<>();
        try {
            for (JMXConnectorServer connector : connectors(server, setup)) {
                connector.setMBeanServerForwarder(Gate.create(setup.callers(), setup.audit()));
                connector.start();
                started.add(connector);
                LOG.info("listening on {}", connector.getAddress());
            }
            return new JmxAgent(notifier, recorder, started);
        } catch (IOException e) {
            new JmxAgent(notifier, recorder, started).close();
            throw new SvffException(
                    new Trouble(
                            setup.host() + ":" + setup.port(),
                            "listen for JMX clients",
                            String.valueOf(e.getMessage()),
                            "another agent may have the port; choose one with --port, or 0 for any"),
                    e);
        } catch (SvffException e) {
            new JmxAgent(notifier, recorder, started).close();
            throw e;
        }
    }

    /** A loopback address, or users and TLS. */
    private static void requireSafe(JmxSetup setup) throws SvffException {
        String answer = "";
        try {
            boolean users = setup.callers().access().hasUsers();
            if (!InetAddress.getByName(setup.host()).isLoopbackAddress()
                    && !(users && setup.tls().isPresent())) {
                answer = "it is no loopback address, and the agent has "
                        + (users ? "no TLS" : setup.tls().isPresent() ? "no users" : "neither users nor TLS");
            }
        } catch (UnknownHostException e) {
            answer = "no such host";
        }
        if (!answer.isEmpty()) {
            throw new SvffException(new Trouble(
                    setup.host() + ":" + setup.port(),
                    "listen for JMX clients",
                    answer,
                    "set jmx.host to 127.0.0.1 or ::1, or see `svff tls init` and `svff user add`"));
        }
    }

    private static List<JMXConnectorServer> connectors(MBeanServer server, JmxSetup setup)
            throws IOException, SvffException {
        List<JMXConnectorServer> connectors = new ArrayList<>();
        Authenticator authenticator = new Authenticator(setup.callers().access(), setup.audit());
        connectors.add(JmxmpServer.create(
                server,
                setup.host(),
                setup.port(),
                setup.tls(),
                setup.callers(),
                authenticator,
                setup.mostConnections()));
        if (setup.rmiPort().isPresent()) {
            connectors.add(RmiServer.create(
                    server, setup.host(), setup.rmiPort().get(), setup.tls(), authenticator, setup.mostConnections()));
        }
        return connectors;
    }

    /** Where it listens, e.g. {@code service:jmx:jmxmp://127.0.0.1:7117}. */
    public String url() {
        return connectors.get(0).getAddress().toString();
    }

    public int port() {
        return connectors.get(0).getAddress().getPort();
    }

    @Override
    public void close() {
        for (JMXConnectorServer connector : connectors) {
            try {
                connector.stop();
            } catch (IOException e) {
                LOG.warn("{}", e.toString());
            }
        }
        notifier.close();
        recorder.close();
    }
}
