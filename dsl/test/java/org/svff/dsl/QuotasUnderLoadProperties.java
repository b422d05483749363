package org.svff.dsl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.MBeanServerFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.svff.agent.Agent;
import org.svff.agent.Platform;
import org.svff.config.Config;
import org.svff.jmx.AgentClient;
import org.svff.jmx.view.BindingView;
import org.svff.jmx.view.PfView;
import org.svff.jmx.view.WorldView;
import org.svff.pci.PciAddress;
import org.svff.sim.SimulatedHost;
import org.svff.world.BindingId;
import org.svff.world.PauseSupport;
import org.svff.world.SvffException;

/** Quotas hold whatever is asked for, by whomever, at once: several clients of one agent over JMXMP. */
class QuotasUnderLoadProperties {
    private static final List<String> CARDS = List.of("0000:03:00.0", "0000:04:00.0");
    private static final List<String> VMS = List.of("web-1", "web-2", "db-1", "batch-1");
    private static final int CLIENTS = 4;
    private static final int REQUESTS = 12;
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    /** At most 2 for each web VM, 3 for them together, and 3 are kept for the database. */
    private static final String POLICY =
            "quota('web-*') { max 2 }\ngroupQuota('web-*') { max 3 }\nquota('db-1') { min 3 }";

    @Property(tries = 12)
    void whateverIsAskedForAtOnceTheyHold(@ForAll Random random) throws Exception {
        Path folder = Files.createTempDirectory("svff-quotas");
        Files.writeString(Files.createDirectory(folder.resolve("policies")).resolve("q.policy"), POLICY);
        Config config = Config.load(
                Optional.empty(),
                Map.of(),
                Map.of(
                        "jmx.port", "0",
                        "state.folder", folder.resolve("state").toString(),
                        "policy.folder", folder.resolve("policies").toString()));
        SimulatedHost host = SimulatedHost.forDemo();
        host.startVm("web-2", PauseSupport.VFIO_PAUSE);
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try (Agent agent = Agent.start(config, Platform.simulated(host), MBeanServerFactory.newMBeanServer())) {
            List<Future<Integer>> all = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                Random own = new Random(random.nextLong());
                all.add(clients.submit(() -> askAround(agent.port(), own)));
            }
            int granted = 0;
            for (Future<Integer> one : all) {
                granted += one.get(DEADLINE.toSeconds() * 3, TimeUnit.SECONDS);
            }
            assertTrue(granted > 0, "nothing was granted, so nothing was tried");
            try (AgentClient client = AgentClient.connect("127.0.0.1", agent.port(), DEADLINE)) {
                theReservedOnesAreThere(client);
            }
        } finally {
            clients.shutdownNow();
            delete(folder);
        }
    }

    /** Asks for this and that, and looks after each answer, whatever the others do meanwhile. */
    private static int askAround(int port, Random random) throws SvffException {
        int granted = 0;
        try (AgentClient client = AgentClient.connect("127.0.0.1", port, DEADLINE)) {
            for (int i = 0; i < REQUESTS; i++) {
                try {
                    ask(client, random);
                    granted++;
                } catch (IllegalStateException | SvffException | java.lang.reflect.UndeclaredThrowableException e) {
                    // refused, or gone meanwhile: what counts is how the host is now
                }
                holds(client.agent().snapshot());
            }
        }
        return granted;
    }

    private static void ask(AgentClient client, Random random) throws SvffException {
        String card = CARDS.get(random.nextInt(CARDS.size()));
        List<BindingView> bindings = client.agent().snapshot().bindings();
        int what = random.nextInt(10);
        if (what < 2) {
            client.pf(PciAddress.parse(card)).reconfigure(random.nextInt(8));
        } else if (what < 7 || bindings.isEmpty()) {
            client.vm(VMS.get(random.nextInt(VMS.size()))).attach(card);
        } else {
            BindingView binding = bindings.get(random.nextInt(bindings.size()));
            switch (what) {
                case 7 -> client.binding(BindingId.parse(binding.name())).pause();
                case 8 -> client.binding(BindingId.parse(binding.name())).reconfigure(card + "/" + random.nextInt(7));
                default -> client.binding(BindingId.parse(binding.name())).detach();
            }
        }
    }

    private static Map<String, Long> counts(WorldView world) {
        return world.bindings().stream().collect(Collectors.groupingBy(BindingView::vm, Collectors.counting()));
    }

    private static void holds(WorldView world) {
        Map<String, Long> has = counts(world);
        long one = has.getOrDefault("web-1", 0L);
        long two = has.getOrDefault("web-2", 0L);
        assertTrue(one <= 2 && two <= 2 && one + two <= 3, () -> "too many: " + has);
        int total = world.pfs().stream().mapToInt(PfView::totalVfs).sum();
        long others = world.bindings().size() - has.getOrDefault("db-1", 0L);
        assertTrue(total - others >= 3, () -> "nothing is kept for db-1: " + has);
    }

    private static void theReservedOnesAreThere(AgentClient client) throws SvffException {
        for (String card : CARDS) {
            PfView pf = client.agent().snapshot().pfs().stream()
                    .filter(p -> p.address().equals(card))
                    .findFirst()
                    .orElseThrow();
            client.pf(PciAddress.parse(card)).reconfigureAllowingReplug(pf.totalVfs());
        }
        while (counts(client.agent().snapshot()).getOrDefault("db-1", 0L) < 3) {
            WorldView world = client.agent().snapshot();
            String card = world.pfs().stream()
                    .filter(p -> p.freeVfs() > 0)
                    .map(PfView::address)
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no VF is free for db-1"));
            assertEquals("DONE", client.vm("db-1").attach(card).outcome());
        }
    }

    private static void delete(Path folder) throws java.io.IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
