package org.svff.testbed;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import org.svff.agent.Agent;
import org.svff.agent.Platform;
import org.svff.config.Config;
import org.svff.jmx.AgentClient;
import org.svff.jmx.connect.ClientAccess;
import org.svff.sim.SimulatedHost;
import org.svff.world.SvffException;

/** An agent on the demo's host, and a client of it. */
public final class DemoAgent implements AutoCloseable {
    private final SimulatedHost host = SimulatedHost.forDemo();
    private final Counting sysfs = new Counting(host.kernel());
    private final MBeanServer server = MBeanServerFactory.newMBeanServer();
    private final Path state = Folders.temporary();
    private final Agent agent;
    private final AgentClient client;

    public DemoAgent() throws SvffException {
        this(Map.of());
    }

    public DemoAgent(Map<String, String> options) throws SvffException {
        this(options, ClientAccess.NONE);
    }

    /** With a client that proves who it is. */
    public DemoAgent(Map<String, String> options, ClientAccess access) throws SvffException {
        Map<String, String> all = new LinkedHashMap<>(options);
        all.putIfAbsent("jmx.port", "0");
        all.putIfAbsent("state.folder", state.toString());
        all.putIfAbsent("users.file", state.resolve("no-users").toString());
        all.putIfAbsent("inventory.poll", "10m");
        agent = Agent.start(
                Config.load(Optional.empty(), Map.of(), all),
                Platform.simulated(host).withSysfs(sysfs).keptOpen(),
                server);
        client = connect("localhost", access);
    }

    /** Another client. */
    public AgentClient connect(String name, ClientAccess access) throws SvffException {
        return AgentClient.connect(name, agent.port(), access, Duration.ofSeconds(30));
    }

    /** What it keeps on disk. */
    public Path state() {
        return state;
    }

    public SimulatedHost host() {
        return host;
    }

    public Counting sysfs() {
        return sysfs;
    }

    public MBeanServer server() {
        return server;
    }

    public AgentClient client() {
        return client;
    }

    public int port() {
        return agent.port();
    }

    @Override
    public void close() {
        client.close();
        agent.close();
        host.close();
        Folders.remove(state);
    }
}
