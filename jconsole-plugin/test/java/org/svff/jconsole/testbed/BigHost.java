package org.svff.jconsole.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.management.MBeanServer;
import org.svff.agent.Agent;
import org.svff.agent.Platform;
import org.svff.config.Config;
import org.svff.host.Sysfs;
import org.svff.host.SysfsException;
import org.svff.jmx.AgentClient;
import org.svff.jmx.connect.ClientAccess;
import org.svff.pci.PciAddress;
import org.svff.pci.VfName;
import org.svff.sim.QemuFault;
import org.svff.sim.SimCard;
import org.svff.sim.SimulatedHost;
import org.svff.world.BindingId;
import org.svff.world.Holder;
import org.svff.world.PauseSupport;
import org.svff.world.SvffException;

/** A real agent on a simulated host of any size, that can be ended and started again at the same port. */
public final class BigHost implements AutoCloseable {
    public static final String FPGA = "0000:03:00.0";
    public static final String NETWORK = "0000:04:00.0";

    private static final Duration CONNECT = Duration.ofSeconds(30);

    private final SimulatedHost host = new SimulatedHost();
    private final Path state;
    private final MBeanServer server;
    private final Map<String, String> options;
    private final ClientAccess access;
    private Agent agent;
    private AgentClient client;
    private int port;

    /** A host of these cards and VMs; VMs named {@code batch-...} cannot pause. */
    public BigHost(MBeanServer server, List<SimCard> cards, List<String> vms) throws SvffException {
        this(server, cards, vms, Map.of(), ClientAccess.NONE);
    }

    /**
     * A host whose agent has users, or TLS.
     *
     * @param options of the agent
     * @param access of its administrator
     */
    public BigHost(
            MBeanServer server, List<SimCard> cards, List<String> vms, Map<String, String> options, ClientAccess access)
            throws SvffException {
        this.server = server;
        this.options = Map.copyOf(options);
        this.access = access;
        cards.forEach(host.kernel()::with);
        for (String vm : vms) {
            host.startVm(vm, vm.startsWith("batch-") ? PauseSupport.NONE : PauseSupport.VFIO_PAUSE);
        }
        try {
            state = Files.createTempDirectory("svff-state");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        startAgent();
    }

    /** Two cards with 64 VFs in all, and 20 VMs: most well, one paused, one failed, some VFs not ours. */
    public static BigHost ofAWorkingDay(MBeanServer server) throws SvffException {
        List<String> vms = new ArrayList<>();
        named(vms, "web", 8);
        named(vms, "db", 4);
        named(vms, "cache", 3);
        named(vms, "batch", 3);
        named(vms, "build", 2);
        BigHost big = new BigHost(server, List.of(SimCard.qdma(FPGA, 64), SimCard.igb(NETWORK, 48)), vms);
        big.reconfigure(FPGA, 32);
        big.reconfigure(NETWORK, 32);
        int next = 0;
        for (String vm : vms.subList(0, 15)) {
            big.attach(vm, NETWORK + "/" + next++);
        }
        next = 0;
        for (String vm : List.of("web-1", "web-2", "db-1", "db-2", "db-3", "cache-1")) {
            big.attach(vm, FPGA + "/" + next++);
        }
        return big;
    }

    private static void named(List<String> vms, String kind, int count) {
        for (int i = 1; i <= count; i++) {
            vms.add(kind + "-" + i);
        }
    }

    /** What an operator on call is called for: a pause that lasts, a failed resume, VFs that others hold. */
    public BigHost withTroubles() throws SvffException, SysfsException {
        hold(VfName.parse(FPGA + "/9"), "dpdk-testpmd");
        bind(address(VfName.parse(FPGA + "/12")), "qdma-vf");
        client.agent().refresh();
        client.binding(BindingId.parse("web-2/svff-0")).pause();
        client.binding(BindingId.parse("db-1/svff-1")).pause();
        host.vm("db-1").fail(QemuFault.REFUSE_NEXT);
        try {
            client.binding(BindingId.parse("db-1/svff-1")).resume();
        } catch (RuntimeException e) {
            // as was wanted
        }
        return this;
    }

    /** A process that is none of the VMs takes a VF. */
    private void hold(VfName vf, String command) throws SvffException, SysfsException {
        String address = address(vf);
        bind(address, "vfio-pci");
        host.kernel().holdAsStranger(PciAddress.parse(address), new Holder(9001, command));
    }

    private void bind(String address, String driver) throws SysfsException {
        Sysfs kernel = host.kernel();
        kernel.write("/sys/bus/pci/devices/" + address + "/driver_override", driver);
        kernel.write("/sys/bus/pci/drivers/" + driver + "/bind", address);
    }

    private String address(VfName vf) throws SvffException {
        return client.vf(vf).getAddress();
    }

    public void reconfigure(String pf, int vfs) throws SvffException {
        client.pf(PciAddress.parse(pf)).reconfigure(vfs);
    }

    public void attach(String vm, String vf) throws SvffException {
        client.vm(vm).attach(vf);
    }

    /** Starts the agent, at the port it had before if it had one. */
    public void startAgent() throws SvffException {
        Map<String, String> all = new HashMap<>(options);
        all.put("jmx.port", Integer.toString(port));
        all.put("state.folder", state.toString());
        all.put("inventory.poll", "10m");
        all.putIfAbsent("users.file", state.resolve("no-users").toString());
        Config config = Config.load(Optional.empty(), Map.of(), all);
        agent = Agent.start(config, Platform.simulated(host).keptOpen(), server);
        port = agent.port();
        client = AgentClient.connect("127.0.0.1", port, access, CONNECT);
    }

    public void stopAgent() {
        client.close();
        agent.close();
    }

    public SimulatedHost host() {
        return host;
    }

    public AgentClient client() {
        return client;
    }

    public MBeanServer server() {
        return server;
    }

    public int port() {
        return port;
    }

    @Override
    public void close() {
        stopAgent();
        host.close();
        try (Stream<Path> files = Files.walk(state)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For a look by hand: runs until killed, at the port given. */
    @SuppressWarnings("InfiniteLoopStatement")
    public static void main(String[] args) throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        BigHost big = args.length > 0 && args[0].equals("troubles")
                ? ofAWorkingDay(server).withTroubles()
                : ofAWorkingDay(server);
        System.out.println("service:jmx:jmxmp://127.0.0.1:" + big.port());
        while (true) {
            Thread.sleep(60_000);
        }
    }
}
