package org.svff.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.MBeanServerConnection;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.svff.agent.Agent;
import org.svff.agent.Platform;
import org.svff.config.Config;
import org.svff.jmx.AgentClient;
import org.svff.pci.PciAddress;
import org.svff.plan.Request;
import org.svff.sim.SimCard;
import org.svff.sim.SimulatedHost;
import org.svff.sim.SimulatedQemu;
import org.svff.testbed.Folders;
import org.svff.world.PauseSupport;

/**
 * How the agent grows with its host: start, snapshot, scrape and plan on a simulated host at a quarter, half and all of
 * its size. Fails when one of them grows worse than linearly. Compares only within one run.
 */
public final class ScaleBenchmark {
    private static final int VFS = 255;
    private static final int VMS_PER_CARD = 64;
    private static final int ROUNDS = 9;
    /** How much more than in proportion is still taken for noise. */
    private static final double MARGIN = 1.6;

    /** What was measured at one size, in milliseconds. */
    private record Figures(int cards, int mbeans, double start, double snapshot, double scrape, double plan) {}

    private interface Work {
        void run() throws Exception;
    }

    private ScaleBenchmark() {}

    public static void main(String[] args) throws Exception {
        measure(4); // warms the virtual machine up
        List<Figures> all = new ArrayList<>();
        for (int cards : new int[] {1, 2, 4}) {
            all.add(measure(cards));
        }
        System.out.printf(
                Locale.ROOT,
                "%5s %5s %5s %7s %9s %12s %10s %9s%n",
                "PFs",
                "VFs",
                "VMs",
                "MBeans",
                "start",
                "snapshot",
                "scrape",
                "plan");
        for (Figures f : all) {
            System.out.printf(
                    Locale.ROOT,
                    "%5d %5d %5d %7d %6.0f ms %9.1f ms %7.0f ms %6.2f ms%n",
                    f.cards(),
                    f.cards() * VFS,
                    f.cards() * VMS_PER_CARD,
                    f.mbeans(),
                    f.start(),
                    f.snapshot(),
                    f.scrape(),
                    f.plan());
        }
        Figures small = all.get(0);
        Figures large = all.get(all.size() - 1);
        double[] growth = {
            large.start() / small.start(),
            large.snapshot() / small.snapshot(),
            large.scrape() / small.scrape(),
            large.plan() / small.plan()
        };
        System.out.printf(
                Locale.ROOT,
                "%-24s  %6.1f x  %10.1f x  %7.1f x %6.1f x%n",
                "four times the size:",
                growth[0],
                growth[1],
                growth[2],
                growth[3]);
        System.exit(Arrays.stream(growth).allMatch(g -> g <= 4 * MARGIN) ? 0 : 1);
    }

    private static Figures measure(int cards) throws Exception {
        Path state = Folders.temporary();
        try (SimulatedHost host = host(cards)) {
            MBeanServer server = MBeanServerFactory.newMBeanServer();
            int mbeans = 2 + cards * (1 + VFS + 2 * VMS_PER_CARD);
            Config config = Config.load(
                    Optional.empty(),
                    Map.of(),
                    Map.of("jmx.port", "0", "state.folder", state.toString(), "inventory.poll", "1h"));
            long began = System.nanoTime();
            try (Agent agent = Agent.start(config, Platform.simulated(host).keptOpen(), server)) {
                while (server.queryNames(new ObjectName("svff:*"), null).size() < mbeans) {
                    LockSupport.parkNanos(1_000_000);
                }
                double start = (System.nanoTime() - began) / 1e6;
                try (AgentClient client = AgentClient.connect("127.0.0.1", agent.port(), Duration.ofSeconds(30))) {
                    Request request = new Request.ReconfigurePf(card(0), VFS - 1, true, Set.of());
                    return new Figures(
                            cards,
                            mbeans,
                            start,
                            median(() -> client.agent().snapshot()),
                            median(() -> scrape(client.connection())),
                            median(() -> {
                                        for (int i = 0; i < 20; i++) {
                                            agent.engine().plan(request);
                                        }
                                    })
                                    / 20);
                }
            }
        } finally {
            Folders.remove(state);
        }
    }

    private static void scrape(MBeanServerConnection connection) throws Exception {
        for (ObjectName name : connection.queryNames(new ObjectName("svff:*"), null)) {
            String[] attributes = Arrays.stream(connection.getMBeanInfo(name).getAttributes())
                    .map(MBeanAttributeInfo::getName)
                    .toArray(String[]::new);
            connection.getAttributes(name, attributes);
        }
    }

    private static double median(Work work) throws Exception {
        double[] millis = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            long began = System.nanoTime();
            work.run();
            millis[i] = (System.nanoTime() - began) / 1e6;
        }
        Arrays.sort(millis);
        return millis[ROUNDS / 2];
    }

    private static PciAddress card(int i) {
        return PciAddress.parse(String.format(Locale.ROOT, "0000:%02x:00.0", 0x10 * (i + 1)));
    }

    private static SimulatedHost host(int cards) throws Exception {
        SimulatedHost host = new SimulatedHost();
        for (int c = 0; c < cards; c++) {
            String pf = card(c).toString();
            host.kernel().with(SimCard.qdma(pf, VFS).withVfsAt(1));
            host.kernel().write("/sys/bus/pci/devices/" + pf + "/sriov_drivers_autoprobe", "0");
            host.kernel().write("/sys/bus/pci/devices/" + pf + "/sriov_numvfs", String.valueOf(VFS));
            for (int v = 0; v < VMS_PER_CARD; v++) {
                String vf = card(c).plus(1 + v).toString();
                host.kernel().write("/sys/bus/pci/devices/" + vf + "/driver_override", "vfio-pci");
                host.kernel().write("/sys/bus/pci/drivers/vfio-pci/bind", vf);
                SimulatedQemu vm = host.startVm("vm-" + c + "-" + v, PauseSupport.VFIO_PAUSE);
                vm.withDevice("svff-0", PciAddress.parse(vf));
            }
        }
        return host;
    }
}
