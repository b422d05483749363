package org.svff.sim;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.svff.host.SysfsException;
import org.svff.pci.PciAddress;
import org.svff.world.Holder;
import org.svff.world.PauseSupport;

/**
 * A small QEMU: a QMP server on a real UNIX socket, that holds devices of the mock kernel open. Answers and error texts
 * are those of QEMU 10.0. Thread-safe.
 */
public final class SimulatedQemu implements AutoCloseable {
    private final Options options;
    private final Path socket;
    private final VfioDevices kernel;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition faultsChanged = lock.newCondition();
    private final Set<QemuFault> faults = EnumSet.noneOf(QemuFault.class);
    private final SimulatedMachine machine;
    private final SimulatedFiles files = new SimulatedFiles();
    private final QmpServer server;
    private volatile boolean gone;
    private volatile Watch watch = new Watch() {};

    /** Sees each command that changes a device, where the one who sent it may die. */
    public interface Watch {
        /** Whether it is to be done; if not, it never came: the connection ends. */
        default boolean before(String command) {
            return true;
        }

        /** Whether it is to be answered; if not, the connection ends. */
        default boolean after(String command) {
            return true;
        }
    }

    /**
     * What a simulated QEMU is.
     *
     * @param name its {@code -name}
     * @param pid its process id in the mock kernel
     * @param pause which pause command it has
     * @param ports how many hot-pluggable ports it has, named {@code rp0}, {@code rp1}, ...
     * @param guest how its guest answers hot-unplug
     * @param opensDevices whether its user may open VFIO's files; else it has to be handed them
     * @param iommufd whether it was built with iommufd
     */
    public record Options(
            String name,
            long pid,
            PauseSupport pause,
            int ports,
            GuestBehaviour guest,
            boolean opensDevices,
            boolean iommufd) {
        public static Options named(String name, long pid) {
            return new Options(name, pid, PauseSupport.VFIO_PAUSE, 4, GuestBehaviour.OBLIGING, true, true);
        }

        public Options withPause(PauseSupport support) {
            return new Options(name, pid, support, ports, guest, opensDevices, iommufd);
        }

        public Options withPorts(int count) {
            return new Options(name, pid, pause, count, guest, opensDevices, iommufd);
        }

        public Options withGuest(GuestBehaviour behaviour) {
            return new Options(name, pid, pause, ports, behaviour, opensDevices, iommufd);
        }

        Options withPid(long id) {
            return new Options(name, id, pause, ports, guest, opensDevices, iommufd);
        }

        public Options unprivileged() {
            return new Options(name, pid, pause, ports, guest, false, iommufd);
        }

        public Options withoutIommufd() {
            return new Options(name, pid, pause, ports, guest, opensDevices, false);
        }
    }

    private SimulatedQemu(Options options, Path socket, VfioDevices kernel) throws IOException {
        this.options = options;
        this.socket = socket;
        this.kernel = kernel;
        Holder process = new Holder(options.pid(), "qemu-system-x86 " + options.name());
        kernel.addProcess(process);
        this.machine = new SimulatedMachine(options, process, kernel);
        this.server = new QmpServer(socket, new QmpCommands(options, machine, files, this), this::faulty, files);
        machine.onEvent(server::event);
    }

    /** Starts it; its socket is there when this returns. */
    public static SimulatedQemu start(Options options, Path socket, VfioDevices kernel) {
        try {
            Files.deleteIfExists(socket);
            return new SimulatedQemu(options, socket, kernel);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A device that it had from its start ({@code -device vfio-pci,host=...}). */
    public SimulatedQemu withDevice(String id, PciAddress host) throws SysfsException {
        machine.plug(id, host, "rp0");
        return this;
    }

    public String name() {
        return options.name();
    }

    public long pid() {
        return options.pid();
    }

    public Path socket() {
        return socket;
    }

    /** Whether it was killed, or has ended. */
    boolean isGone() {
        return gone;
    }

    public void watch(Watch watcher) {
        watch = watcher;
    }

    Watch watch() {
        return watch;
    }

    /** Switches a fault on. */
    public void fail(QemuFault fault) {
        change(() -> faults.add(fault));
    }

    /** Switches a fault off. */
    public void heal(QemuFault fault) {
        change(() -> faults.remove(fault));
    }

    private void change(Runnable action) {
        lock.lock();
        try {
            action.run();
            faultsChanged.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean faulty(QemuFault fault) {
        lock.lock();
        try {
            return faults.contains(fault);
        } finally {
            lock.unlock();
        }
    }

    /** Whether the fault was on; it is off now. */
    boolean take(QemuFault fault) {
        lock.lock();
        try {
            return faults.remove(fault);
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the fault is switched off. */
    void awaitHealed(QemuFault fault) throws InterruptedException {
        lock.lock();
        try {
            while (faults.contains(fault)) {
                faultsChanged.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The devices its guest sees, by id; each with the host device behind it, none where it is paused. */
    public Map<String, Optional<PciAddress>> devices() {
        Map<String, Optional<PciAddress>> behind = new TreeMap<>();
        machine.devices().forEach((id, device) -> behind.put(id, device.handle.map(handle -> device.host)));
        return behind;
    }

    /** Ids of devices that its guest saw go, in order. */
    public List<String> unplugged() {
        return machine.unplugged();
    }

    /** How many QMP commands it has been given. */
    public long commandsTaken() {
        return server.commandsTaken();
    }

    /** Names of files that it was handed and has not used. */
    public List<String> unusedFiles() {
        return files.unused();
    }

    /** The guest gives up a device that it had refused or ignored to give up. */
    public void giveUp(String id) {
        machine.unplug(id);
    }

    /** As by {@code kill -9}: all it holds is released, and its socket file stays. */
    public void kill() {
        gone = true;
        server.close();
        machine.close();
        files.close();
        kernel.removeProcess(options.pid());
    }

    /** As by {@code quit}. */
    @Override
    public void close() {
        kill();
        try {
            Files.deleteIfExists(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
