package org.svff.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.svff.agent.Agent;
import org.svff.agent.Platform;
import org.svff.config.Config;
import org.svff.engine.Report;
import org.svff.jmx.AgentClient;
import org.svff.pci.PciAddress;
import org.svff.plan.Request;
import org.svff.plan.VfChoice;
import org.svff.sim.SimCard;
import org.svff.sim.SimulatedHost;
import org.svff.sim.SimulatedQemu;
import org.svff.testbed.Folders;
import org.svff.testbed.Tally;
import org.svff.world.BindingState;
import org.svff.world.PauseSupport;

/**
 * An agent under load: a card is reconfigured again and again below three guests, 64 JMX clients read, VMs come, get a VF
 * and are killed, and all is as it was, and nothing has leaked. {@code -Dsvff.soak=10000} sets how many reconfigures,
 * {@code -Dsvff.soak.vfs} how many VFs the host has beside.
 */
class SoakTest {
    private static final int RECONFIGURES = Integer.getInteger("svff.soak", 80);
    private static final int VFS = Integer.getInteger("svff.soak.vfs", 1000);
    private static final int CLIENTS = 64;
    private static final int CARDS = 4;
    private static final int VMS_COME_EVERY = 5;
    private static final int WARM_UP = 40;
    private static final PciAddress CARD = PciAddress.parse("0000:04:00.0");
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int LARGEST_GROWTH_KIB = 16 << 10;

    private final SimulatedHost host = new SimulatedHost();
    private final MBeanServer server = MBeanServerFactory.newMBeanServer();
    private final Histogram operations = new ConcurrentHistogram(3);
    private final Histogram reads = new ConcurrentHistogram(3);
    private final AtomicReference<Throwable> failed = new AtomicReference<>();
    private int visitors;

    @Test
    void nothingIsLostAndNothingLeaks() throws Exception {
        Path state = inMemory();
        host.kernel().with(SimCard.qdma(CARD.toString(), 8));
        for (int card = 0; card < CARDS; card++) {
            host.kernel().with(SimCard.qdma(String.format(Locale.ROOT, "0000:%02x:00.0", 0x20 + 0x10 * card), 250));
        }
        Config config =
                Config.load(Optional.empty(), Map.of(), Map.of("jmx.port", "0", "state.folder", state.toString()));
        try (host;
                Agent agent = Agent.start(config, Platform.simulated(host).keptOpen(), server)) {
            prepare(agent);
            load(agent, WARM_UP, new ConcurrentHistogram(3), new ConcurrentHistogram(3));
            Usage before = settled(agent);
            load(agent, RECONFIGURES, operations, reads);
            Usage after = settled(agent);
            report(before, after);
            assertEquals(before.mbeans(), after.mbeans(), "MBeans");
            assertTrue(after.descriptors() <= before.descriptors() + 8, before + " -> " + after);
            assertTrue(after.threads() <= before.threads() + 8, before + " -> " + after);
            assertTrue(after.heapKib() <= before.heapKib() + LARGEST_GROWTH_KIB, before + " -> " + after);
        } finally {
            Folders.remove(state);
        }
    }

    /** The disk is not what is tried here. */
    private static Path inMemory() throws Exception {
        Path shm = Path.of("/dev/shm");
        return Files.isWritable(shm) ? Files.createTempDirectory(shm, "svff-soak") : Folders.temporary();
    }

    private void prepare(Agent agent) {
        done(agent, new Request.ReconfigurePf(CARD, 4, false, Set.of()));
        for (int card = 0; card < CARDS; card++) {
            PciAddress pf = PciAddress.parse(String.format(Locale.ROOT, "0000:%02x:00.0", 0x20 + 0x10 * card));
            done(agent, new Request.ReconfigurePf(pf, VFS / CARDS, false, Set.of()));
        }
        for (String vm : List.of("a", "b", "c")) {
            host.startVm(vm, PauseSupport.VFIO_PAUSE);
            agent.engine().refresh(PATIENCE);
            done(agent, new Request.Attach(vm, new VfChoice.AnyOf(CARD), Optional.empty()));
        }
    }

    private static void done(Agent agent, Request request) {
        Report report = agent.engine().run(request, "soak", PATIENCE);
        assertTrue(report.outcome().isSuccess(), report.toString());
    }

    private void load(Agent agent, int rounds, Histogram operation, Histogram read) throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            Thread client = new Thread(() -> readOnAndOn(agent.port(), over, read), "client-" + i);
            client.start();
            clients.add(client);
        }
        try {
            for (int round = 0; round < rounds; round++) {
                long began = System.nanoTime();
                done(agent, new Request.ReconfigurePf(CARD, 4 + round % 4 + 1, false, Set.of()));
                operation.recordValue((System.nanoTime() - began) / 1000);
                if (round % VMS_COME_EVERY == 0) {
                    visit(agent);
                }
            }
        } finally {
            over.set(true);
            for (Thread client : clients) {
                client.join();
            }
        }
        if (failed.get() != null) {
            throw new AssertionError("a client failed", failed.get());
        }
    }

    private void readOnAndOn(int port, AtomicBoolean over, Histogram read) {
        try (AgentClient client = AgentClient.connect("127.0.0.1", port, PATIENCE)) {
            ObjectName pf = new ObjectName("svff:type=PhysicalFunction,pf=pci_0000_04_00_0");
            while (!over.get()) {
                long began = System.nanoTime();
                Object vfs = client.connection().getAttribute(pf, "NumVfs");
                read.recordValue((System.nanoTime() - began) / 1000);
                if (!(vfs instanceof Integer)) {
                    throw new AssertionError("NumVfs is " + vfs);
                }
                Thread.sleep(20); // a client that asks fifty times a second
            }
        } catch (Throwable e) {
            failed.compareAndSet(null, e);
        }
    }

    /** A VM comes, gets a VF, and is killed. */
    private void visit(Agent agent) {
        String name = "visitor-" + ++visitors;
        try (SimulatedQemu vm = host.startVm(name, PauseSupport.VFIO_PAUSE)) {
            agent.engine().refresh(PATIENCE);
            done(agent, new Request.Attach(name, new VfChoice.AnyOf(CARD), Optional.empty()));
            assertEquals(1, vm.devices().size());
        }
        agent.engine().refresh(PATIENCE);
    }

    /** The world as at the beginning of each load, and everything at rest. */
    private Usage settled(Agent agent) throws Exception {
        done(agent, new Request.ReconfigurePf(CARD, 4, false, Set.of()));
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (agent.engine().refresh(PATIENCE).vms().size() > 3) {
            assertTrue(System.nanoTime() < end, "VMs that were killed are still shown");
        }
        var world = agent.engine().world();
        assertEquals(
                4 + CARDS * (VFS / CARDS),
                world.pfs().stream().mapToInt(pf -> pf.numVfs()).sum());
        assertEquals(3, world.bindings().size());
        world.bindings().forEach(b -> assertEquals(BindingState.ATTACHED, b.state()));
        for (String vm : List.of("a", "b", "c")) {
            assertEquals(List.of(), host.vm(vm).unplugged(), vm + " was disturbed");
        }
        Thread.sleep(2_000); // connections of clients that have left are closed by threads of the connector
        return Usage.now(server);
    }

    private void report(Usage before, Usage after) throws Exception {
        String text = String.format(
                Locale.ROOT,
                "reconfigures: %d; of 3 guests, beside %d VFs, %d clients, %d VMs that came and went%n"
                        + "%-28s %9s %9s %9s %9s%n%s%n%s%nbefore: %s%nafter:  %s%n",
                RECONFIGURES,
                VFS,
                CLIENTS,
                visitors,
                "milliseconds",
                "50 %",
                "99 %",
                "99.9 %",
                "most",
                line("a reconfigure", operations),
                line("reading an attribute (" + reads.getTotalCount() + ")", reads),
                before,
                after);
        Path file = Path.of("target", "soak.txt");
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Tally.add("soak: reconfigures", RECONFIGURES);
        Tally.add("soak: reads by clients", reads.getTotalCount());
        Tally.add("soak: VMs that came and went", visitors);
    }

    private static String line(String what, Histogram h) {
        return String.format(
                Locale.ROOT,
                "%-28s %9.2f %9.2f %9.2f %9.2f",
                what,
                h.getValueAtPercentile(50) / 1000.0,
                h.getValueAtPercentile(99) / 1000.0,
                h.getValueAtPercentile(99.9) / 1000.0,
                h.getMaxValue() / 1000.0);
    }
}
