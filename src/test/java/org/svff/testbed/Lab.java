package org.svff.testbed;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.svff.engine.Deadlines;
import org.svff.engine.Engine;
import org.svff.engine.EngineSetup;
import org.svff.engine.Report;
import org.svff.host.SriovHost;
import org.svff.host.Sysfs;
import org.svff.host.SysfsException;
import org.svff.pci.PciAddress;
import org.svff.plan.Request;
import org.svff.policy.Admission;
import org.svff.sim.GuestBehaviour;
import org.svff.sim.PassingSysfs;
import org.svff.sim.QemuFault;
import org.svff.sim.RecordingSysfs;
import org.svff.sim.SimCard;
import org.svff.sim.SimulatedHost;
import org.svff.sim.SimulatedQemu;
import org.svff.vm.QmpHypervisor;
import org.svff.world.Holder;
import org.svff.world.PauseSupport;
import org.svff.world.SvffException;
import org.svff.world.World;

/**
 * A simulated host with an engine on it, both of which tests may break: two cards with four VFs each. The engine can be
 * killed at any of its writes to the kernel, and started again on what it left.
 */
public final class Lab implements AutoCloseable {
    public static final PciAddress CARD = PciAddress.parse("0000:01:00.0");
    public static final PciAddress OTHER = PciAddress.parse("0000:02:00.0");
    public static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration SHORT = Duration.ofSeconds(2);

    private final SimulatedHost host = new SimulatedHost();
    private final RecordingSysfs recording = new RecordingSysfs(new Witness(host.kernel()));
    private final Map<String, SimulatedQemu> vms = new TreeMap<>();
    private final List<String> broken = new CopyOnWriteArrayList<>();
    private Path state = Folders.temporary();
    private Life life;
    private int strangers;

    /** An engine from its start to its end. */
    private final class Life {
        private final Mortal sysfs = new Mortal(recording, this::atDeath);
        private final CompletableFuture<Path> left = new CompletableFuture<>();
        private final SriovHost kernel = new SriovHost(sysfs, Clock.systemUTC());
        private final QmpHypervisor qemus = new QmpHypervisor(host.sockets(), host.peers(), SHORT, true);
        private final Engine engine;

        Life() {
            try {
                engine = Engine.start(new EngineSetup(
                        kernel,
                        host.kernel(),
                        qemus,
                        Admission.all(),
                        state,
                        new Deadlines(SHORT, SHORT, SHORT, SHORT, SHORT, SHORT, SHORT, PATIENCE, PATIENCE),
                        Duration.ofMinutes(10),
                        SHORT,
                        100,
                        Clock.systemUTC()));
            } catch (SvffException e) {
                throw new IllegalStateException(e);
            }
        }

        /** From now on nothing of what it does reaches anything; the journal is as it is now. */
        private void atDeath() {
            vms.values().forEach(vm -> vm.fail(QemuFault.SILENT));
            left.complete(Folders.copy(state));
        }

        void end() {
            engine.close();
            qemus.close();
            kernel.close();
        }
    }

    /** Sees each write to the kernel, and notes when one breaks the first promise. */
    private final class Witness extends PassingSysfs {
        Witness(Sysfs behind) {
            super(behind);
        }

        @Override
        public void write(String path, String text) throws SysfsException {
            if (path.endsWith("/sriov_numvfs")) {
                vms.forEach((name, vm) -> vm.devices().values().stream()
                        .flatMap(Optional::stream)
                        .filter(address -> path.contains(cardOf(address).toString()))
                        .forEach(address -> broken.add("wrote " + path + " while " + name + " had " + address)));
            }
            super.write(path, text);
        }
    }

    public Lab() {
        host.kernel().with(SimCard.igb(CARD.toString(), 4)).with(SimCard.igb(OTHER.toString(), 4));
        life = new Life();
    }

    private static PciAddress cardOf(PciAddress vf) {
        return vf.bus() == CARD.bus() ? CARD : OTHER;
    }

    public SimulatedHost host() {
        return host;
    }

    public Engine engine() {
        return life.engine;
    }

    public World world() {
        return life.engine.refresh(PATIENCE);
    }

    public List<String> writes() {
        return recording.writes();
    }

    /** Each breach of the first promise so far. */
    public List<String> broken() {
        return List.copyOf(broken);
    }

    /** The VMs that run, by name. */
    public Map<String, SimulatedQemu> vms() {
        return new TreeMap<>(vms);
    }

    public SimulatedQemu startVm(String name, PauseSupport pause, GuestBehaviour guest) {
        SimulatedQemu vm = host.startVm(
                SimulatedQemu.Options.named(name, 0).withPause(pause).withGuest(guest));
        vms.put(name, vm);
        return vm;
    }

    public void killVm(String name) {
        vms.remove(name).kill();
    }

    /** Who has which guest device, with what behind it: QEMU's own word. */
    public Map<String, Map<String, Optional<PciAddress>>> guests() {
        Map<String, Map<String, Optional<PciAddress>>> all = new TreeMap<>();
        vms.forEach((name, vm) -> all.put(name, vm.devices()));
        return all;
    }

    public Report run(Request request) {
        return life.engine.run(request, "test", PATIENCE);
    }

    /**
     * Has the engine die in place of its next write but so many, while it carries this out.
     *
     * @return whether it did; false when it had no so many writes to do
     */
    public boolean dieDuring(Request request, int writes) {
        life.sysfs.dieBefore(writes);
        CompletableFuture<Boolean> ended = CompletableFuture.supplyAsync(() -> {
            life.engine.run(request, "test", PATIENCE);
            return false;
        });
        CompletableFuture<Boolean> died = life.left.thenApply(path -> true);
        try {
            boolean dead =
                    (boolean) CompletableFuture.anyOf(died, ended).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            life.sysfs.dieBefore(Integer.MAX_VALUE);
            return dead || life.sysfs.isDead();
        } catch (InterruptedException | java.util.concurrent.ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Starts the engine again, on what the dead one left; one that lives ends first, in peace. */
    public void restart() {
        boolean dead = life.sysfs.isDead();
        life.end();
        if (dead) {
            vms.values().forEach(vm -> vm.heal(QemuFault.SILENT));
            Folders.remove(state);
            state = life.left.join();
        }
        life = new Life();
    }

    /** A process of somebody else takes a VF that nobody has; returns its pid. */
    public long stranger(PciAddress vf) throws SysfsException {
        long pid = 9000L + ++strangers;
        hold(vf, new Holder(pid, "dpdk-testpmd"));
        return pid;
    }

    /** This process takes a VF that nobody has, past svff. */
    public void hold(PciAddress vf, Holder holder) throws SysfsException {
        Sysfs kernel = host.kernel();
        String device = "/sys/bus/pci/devices/" + vf;
        kernel.write(device + "/driver_override", "vfio-pci");
        if (!kernel.exists(device + "/driver")) {
            kernel.write("/sys/bus/pci/drivers/vfio-pci/bind", vf.toString());
        }
        host.kernel().holdAsStranger(vf, holder);
    }

    @Override
    public void close() {
        life.end();
        new ArrayList<>(vms.values()).forEach(SimulatedQemu::close);
        host.close();
        Folders.remove(state);
    }
}
