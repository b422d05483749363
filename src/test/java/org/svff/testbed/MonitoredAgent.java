package org.svff.testbed;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.svff.agent.Agent;
import org.svff.agent.Platform;
import org.svff.config.Config;
import org.svff.jmx.AgentClient;
import org.svff.pci.PciAddress;
import org.svff.sim.QemuFault;
import org.svff.sim.SimulatedHost;
import org.svff.world.BindingId;
import org.svff.world.PauseSupport;
import org.svff.world.SvffException;

/**
 * A program: an agent on a simulated host on which a little of everything has happened, for those who watch it from within
 * its JVM. Says "ready", and ends with its standard input.
 */
public final class MonitoredAgent {
    private static final PciAddress PF = PciAddress.parse("0000:03:00.0");

    private MonitoredAgent() {}

    public static void main(String[] args) throws SvffException, IOException {
        Path state = Folders.temporary();
        SimulatedHost host = SimulatedHost.forDemo();
        host.startVm("my vm", PauseSupport.VFIO_PAUSE); // JMX has it in quotes
        Config config = Config.load(
                Optional.empty(),
                Map.of(),
                Map.of("jmx.port", "0", "inventory.poll", "10m", "state.folder", state.toString()));
        try (Agent agent = Agent.start(config, Platform.simulated(host), ManagementFactory.getPlatformMBeanServer());
                AgentClient client = AgentClient.connect("127.0.0.1", agent.port(), Duration.ofSeconds(30))) {
            happen(host, client);
            System.out.println("ready");
            while (System.in.read() >= 0) {
                // until whoever started it is gone
            }
        } finally {
            Folders.remove(state);
        }
    }

    /** One binding attached after an outage, one paused, one failed; an operation refused. */
    private static void happen(SimulatedHost host, AgentClient client) throws SvffException {
        client.agent().refresh();
        client.pf(PF).reconfigure(4);
        for (String vm : new String[] {"web-1", "db-1", "my vm"}) {
            client.vm(vm).attach(PF.toString());
        }
        client.pf(PF).reconfigure(6);
        client.binding(new BindingId("db-1", "svff-0")).pause();
        client.binding(new BindingId("my vm", "svff-0")).pause();
        host.vm("my vm").fail(QemuFault.REFUSE_NEXT);
        failing(() -> client.binding(new BindingId("my vm", "svff-0")).resume());
        failing(() -> client.pf(PF).reconfigure(99));
    }

    /** Something that can be asked of an agent. */
    private interface Asked {
        Object ask() throws SvffException;
    }

    private static void failing(Asked asked) throws SvffException {
        try {
            throw new AssertionError("it should have failed: " + asked.ask());
        } catch (IllegalStateException expected) {
            // how the agent says so
        }
    }
}
