package org.svff.testbed;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
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
import org.svff.sim.RecordingSysfs;
import org.svff.sim.SimCard;
import org.svff.sim.SimulatedHost;
import org.svff.sim.SimulatedQemu;
import org.svff.sim.VfioDevices;
import org.svff.vm.QmpHypervisor;
import org.svff.world.Holder;
import org.svff.world.PauseSupport;
import org.svff.world.SvffException;
import org.svff.world.World;

/**
 * A simulated host with an engine on it, both of which tests may break: two cards with four VFs each. The engine can be
 * killed at any of its acts, and started again on what it left.
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
    private final Path state = Folders.temporary();
    private final ImageShelf images = new ImageShelf();
    private Duration loading = PATIENCE;
    private final Clock clock;
    private Duration deadline = SHORT;
    private volatile Life life;
    private volatile Fate next = new Fate();
    private long room = Long.MAX_VALUE;
    private final List<VfioDevices.Handle> held = new ArrayList<>();
    private int strangers;

    /** An engine from its start to its end. */
    private final class Life {
        private final MortalDisk disk;
        private final SriovHost kernel;
        private final QmpHypervisor qemus;
        private final Engine engine;

        Life(Fate fate) throws SvffException {
            this.disk = new MortalDisk(fate);
            this.kernel = new SriovHost(new Mortal(recording, fate), clock);
            this.qemus = new QmpHypervisor(host.sockets(), host.peers(), deadline, true);
            disk.leaveRoom(room);
            try {
                engine = Engine.start(new EngineSetup(
                                kernel,
                                host.kernel(),
                                qemus,
                                Admission.all(),
                                state,
                                new Deadlines(
                                        deadline, deadline, deadline, deadline, deadline, deadline, deadline, PATIENCE,
                                        PATIENCE),
                                Duration.ofMinutes(10),
                                deadline,
                                100,
                                clock,
                                disk)
                        .with(new MortalImages(images.images(kernel, loading), fate), Map.of()));
            } catch (SvffException e) {
                qemus.close();
                kernel.close();
                throw e;
            }
        }

        void end() {
            engine.close();
            qemus.close();
            kernel.close();
        }
    }

    /** What QEMU takes of an agent that may die. */
    private SimulatedQemu.Watch mortal(String vm) {
        return new SimulatedQemu.Watch() {
            private volatile boolean last;

            @Override
            public boolean before(String command) {
                Fate.Verdict verdict = next.act(Fate.QMP + command + " to " + vm);
                last = verdict == Fate.Verdict.DIES_AFTER;
                return last || verdict == Fate.Verdict.LIVES;
            }

            @Override
            public boolean after(String command) {
                return !last;
            }
        };
    }

    /** Sees each write to the kernel, and notes when one breaks the first promise. */
    private final class Witness extends PassingSysfs {
        Witness(Sysfs behind) {
            super(behind);
        }

        @Override
        public void write(String path, String text) throws SysfsException {
            if (path.endsWith("/sriov_numvfs") || path.endsWith("/remove")) {
                vms.forEach((name, vm) -> vm.devices().values().stream()
                        .flatMap(Optional::stream)
                        .filter(address -> path.contains(busOf(address)))
                        .forEach(address -> broken.add("wrote " + path + " while " + name + " had " + address)));
            }
            super.write(path, text);
        }
    }

    public Lab() {
        this(Clock.systemUTC());
    }

    public Lab(Clock clock) {
        this(clock, SimCard.igb(CARD.toString(), 4));
    }

    /** With another card at {@link #CARD}. */
    public Lab(Clock clock, SimCard card) {
        this.clock = clock;
        host.kernel().withFlash(images.flash()).with(card).with(SimCard.igb(OTHER.toString(), 4));
        try {
            life = new Life(next);
        } catch (SvffException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String busOf(PciAddress vf) {
        return String.format(Locale.ROOT, "/%04x:%02x:", vf.domain(), vf.bus());
    }

    /** Images, of which there are none at first. */
    public ImageShelf images() {
        return images;
    }

    /** Starts the engine again; from now on loading an image may take so long. */
    public void restartLoadingWithin(Duration limit) {
        loading = limit;
        restart();
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
        return startVm(name, 0, pause, guest);
    }

    /** Starts one with this process id; with 0, with one that no other had. */
    public SimulatedQemu startVm(String name, long pid, PauseSupport pause, GuestBehaviour guest) {
        SimulatedQemu vm = host.startVm(
                SimulatedQemu.Options.named(name, pid).withPause(pause).withGuest(guest));
        vm.watch(mortal(name));
        vms.put(name, vm);
        return vm;
    }

    public void killVm(String name) {
        vms.remove(name).kill();
    }

    /** The host stops and starts: no VM runs, and the cards are as they come. What is on the disk is there. */
    public void losePower() throws SysfsException {
        life.end();
        new ArrayList<>(vms.keySet()).forEach(this::killVm);
        held.forEach(VfioDevices.Handle::close);
        for (PciAddress card : List.of(CARD, OTHER)) {
            host.kernel().write("/sys/bus/pci/devices/" + card + "/sriov_numvfs", "0");
            host.kernel().write("/sys/bus/pci/devices/" + card + "/sriov_drivers_autoprobe", "1");
        }
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

    /** Where the journal is. */
    public Path state() {
        return state;
    }

    /** What the engine that runs now may die of; after its death, that of the next one. */
    public Fate fate() {
        return next;
    }

    /** From now on so many bytes can be written to the journal's disk, by the next engines too. */
    public void leaveRoomOnDisk(long bytes) {
        room = bytes;
        life.disk.leaveRoom(bytes);
    }

    /**
     * Has the engine die in place of its next write to the kernel but so many, while it carries this out.
     *
     * @return whether it did; false when it had no so many writes to do
     */
    public boolean dieDuring(Request request, int writes) {
        return dieDuring(request, writes, Fate.Moment.BEFORE, Set.of(Fate.KERNEL));
    }

    /** The same at any kind of act; see {@link Fate#dieAt}. */
    public boolean dieDuring(Request request, int acts, Fate.Moment moment, Set<String> kinds) {
        next.dieAt(acts, moment, kinds);
        run(request); // comes back soon: whatever a dead engine tries fails at once
        next.liveOn();
        return next.isDead();
    }

    /** Starts the engine again, on what the dead one left; one that lives ends first, in peace. */
    public void restart() {
        try {
            restartMortal(new Fate());
        } catch (SvffException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Starts the engine again, with this deadline for everything that QEMU or the kernel is asked for. */
    public void restartWithin(Duration each) {
        deadline = each;
        restart();
    }

    /** The same with an engine that may die while it starts; then it is as good as none. */
    public void restartMortal(Fate fate) throws SvffException {
        life.end();
        next = fate;
        try {
            life = new Life(fate);
        } catch (SvffException e) {
            if (!fate.isDead()) {
                throw e;
            }
        }
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
        held.add(host.kernel().holdAsStranger(vf, holder));
    }

    @Override
    public void close() {
        life.end();
        new ArrayList<>(vms.values()).forEach(SimulatedQemu::close);
        host.close();
        Folders.remove(state);
        images.close();
    }
}
