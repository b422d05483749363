package org.svff.testbed;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.management.MBeanServerFactory;
import org.svff.agent.Agent;
import org.svff.agent.Platform;
import org.svff.config.Config;
import org.svff.host.Sysfs;
import org.svff.host.SysfsException;
import org.svff.jmx.AgentClient;
import org.svff.pci.PciAddress;
import org.svff.sim.GuestBehaviour;
import org.svff.sim.QemuFault;
import org.svff.sim.RecordingSysfs;
import org.svff.sim.SimCard;
import org.svff.sim.SimulatedHost;
import org.svff.sim.SimulatedQemu;
import org.svff.world.Holder;
import org.svff.world.PauseSupport;
import org.svff.world.SvffException;

/** The mock kernel and simulated QEMUs. The agent runs in this process; each test has a host of its own. */
public final class SimulatedTestbed implements Testbed {
    private static final Duration CONNECT = Duration.ofSeconds(30);

    private final SimulatedHost host = new SimulatedHost();
    private final RecordingSysfs recording = new RecordingSysfs(host.kernel());
    private final List<SimulatedQemu> vms = new CopyOnWriteArrayList<>();
    private Path state = Folders.temporary();
    private Fate fate = new Fate();
    private Agent agent;
    private AgentClient client;
    private long nextStranger = 9001;

    public SimulatedTestbed() {
        host.kernel().with(SimCard.igb("0000:01:00.0", 7)).with(SimCard.igb("0000:02:00.0", 7));
        startAgent();
    }

    public SimulatedHost host() {
        return host;
    }

    @Override
    public Sysfs kernel() {
        return host.kernel();
    }

    @Override
    public List<String> writes() {
        return recording.writes();
    }

    @Override
    public List<String> pfs() {
        return List.of("0000:01:00.0", "0000:02:00.0");
    }

    @Override
    public AgentClient agent() {
        return client;
    }

    @Override
    public void startAgent() {
        fate = new Fate();
        try {
            Config config = Config.load(
                    Optional.empty(),
                    Map.of(),
                    Map.of(
                            "jmx.port", "0",
                            "state.folder", state.toString(),
                            "deadline.kernel-read", "1s",
                            "deadline.kernel-write", "3s",
                            "deadline.release", "3s",
                            "deadline.detach", "5s",
                            "deadline.qmp", "3s"));
            Platform platform = Platform.simulated(host)
                    .withSysfs(new Mortal(recording, fate))
                    .keptOpen();
            agent = Agent.start(config, platform, MBeanServerFactory.newMBeanServer());
            client = AgentClient.connect("127.0.0.1", agent.port(), CONNECT);
        } catch (SvffException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Cuts the agent off from kernel, VMs and disk at this moment; what it still does reaches nothing. */
    @Override
    public void killAgent() {
        fate.die();
        vms.forEach(vm -> vm.fail(QemuFault.SILENT));
        Path left = Folders.copy(state);
        client.close();
        agent.close();
        vms.forEach(vm -> vm.heal(QemuFault.SILENT));
        Folders.remove(state);
        state = left;
    }

    @Override
    public Guest startGuest(String name) {
        return guest(SimulatedQemu.Options.named(name, 0).withPause(PauseSupport.VFIO_PAUSE));
    }

    @Override
    public Guest startStockGuest(String name) {
        return guest(SimulatedQemu.Options.named(name, 0).withPause(PauseSupport.NONE));
    }

    @Override
    public Guest startMuteGuest(String name) {
        return guest(SimulatedQemu.Options.named(name, 0)
                .withPause(PauseSupport.NONE)
                .withGuest(GuestBehaviour.SILENT));
    }

    private Guest guest(SimulatedQemu.Options options) {
        SimulatedQemu qemu = host.startVm(options);
        vms.add(qemu);
        return new Guest() {
            @Override
            public String name() {
                return options.name();
            }

            @Override
            public void kill() {
                vms.remove(qemu);
                qemu.kill();
            }

            @Override
            public void awaitTraffic() {
                // a simulated guest has none
            }

            @Override
            public List<String> interfaces() {
                return List.copyOf(qemu.devices().keySet());
            }

            @Override
            public List<String> complaints() {
                return qemu.unplugged();
            }

            @Override
            public void freeze() {
                qemu.fail(QemuFault.SILENT);
            }

            @Override
            public void thaw() {
                qemu.heal(QemuFault.SILENT);
            }
        };
    }

    @Override
    public Stranger hold(String vfAddress) {
        long pid = nextStranger++;
        bindToVfio(vfAddress);
        try {
            host.kernel().holdAsStranger(PciAddress.parse(vfAddress), new Holder(pid, "dpdk-testpmd"));
        } catch (SysfsException e) {
            throw new UncheckedIOException(e);
        }
        return new Stranger() {
            @Override
            public long pid() {
                return pid;
            }

            @Override
            public void close() {
                host.kernel().removeProcess(pid);
            }
        };
    }

    @Override
    public void close() {
        client.close();
        agent.close();
        host.close();
        Folders.remove(state);
    }
}
