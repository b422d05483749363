package org.svff.cli.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.svff.agent.Agent;
import org.svff.agent.Platform;
import org.svff.config.Config;
import org.svff.jmx.AgentClient;
import org.svff.jmx.Names;
import org.svff.pci.PciAddress;
import org.svff.pci.VfName;
import org.svff.sim.SimulatedHost;
import org.svff.world.BindingId;
import org.svff.world.SvffException;

/** A simulated agent with one of everything, to be described. */
final class ExampleAgent implements AutoCloseable {
    private static final PciAddress PF = PciAddress.parse("0000:03:00.0");
    private static final String VM = "web-1";
    private static final Duration CONNECT = Duration.ofSeconds(30);

    private final Path state;
    private final Agent agent;
    private final AgentClient client;

    private ExampleAgent(Path state, Agent agent, AgentClient client) {
        this.state = state;
        this.agent = agent;
        this.client = client;
    }

    static ExampleAgent start() throws SvffException, IOException {
        Path state = Files.createTempDirectory("svff-docs");
        Map<String, String> options = Map.of(
                "jmx.port", "0",
                "state.folder", state.toString(),
                "policy.folder", state.resolve("policies").toString());
        Agent agent = Agent.start(
                Config.load(Optional.empty(), Map.of(), options),
                Platform.simulated(SimulatedHost.forDemo()),
                MBeanServerFactory.newMBeanServer()); // others in this JVM may have their agent on the platform's
        AgentClient client = AgentClient.connect("127.0.0.1", agent.port(), CONNECT);
        client.pf(PF).reconfigure(1);
        client.vm(VM).attach(PF.toString());
        return new ExampleAgent(state, agent, client);
    }

    /** The reference of its MBeans. */
    String mbeans() {
        List<ObjectName> names = List.of(
                Names.agent(),
                Names.operations(),
                Names.pf(PF),
                Names.vf(new VfName(PF, 0)),
                Names.vm(VM),
                Names.binding(new BindingId(VM, "svff-0")));
        return new MBeanReference(client.connection()).write(names);
    }

    @Override
    public void close() {
        client.close();
        agent.close();
        try (Stream<Path> files = Files.list(state)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(state);
        } catch (IOException e) {
            // a temporary folder that is left behind harms nobody
        }
    }
}
