package org.svff.sim;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.svff.vm.PeerCredentials;
import org.svff.world.PauseSupport;

/** A mock kernel with QEMUs, and a folder for their sockets. */
public final class SimulatedHost implements AutoCloseable {
    private static final long FIRST_PID = 4001;

    private final SimulatedKernel kernel = new SimulatedKernel();
    private final Path folder;
    private final Map<String, SimulatedQemu> vms = new ConcurrentHashMap<>();
    private final Map<Path, Long> pids = new ConcurrentHashMap<>();
    private long nextPid = FIRST_PID;

    /** An empty host. */
    public SimulatedHost() {
        try {
            folder = Files.createTempDirectory("svff"); // a UNIX socket's path must be short
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The host of {@code svff demo}: two cards, two VMs that can pause, one on a QEMU that cannot. */
    public static SimulatedHost forDemo() {
        SimulatedHost host = new SimulatedHost();
        host.kernel.with(SimCard.qdma("0000:03:00.0", 8)).with(SimCard.igb("0000:04:00.0", 7));
        host.startVm("web-1", PauseSupport.VFIO_PAUSE);
        host.startVm("db-1", PauseSupport.VFIO_PAUSE);
        host.startVm("batch-1", PauseSupport.NONE);
        return host;
    }

    public SimulatedKernel kernel() {
        return kernel;
    }

    /** Where the VMs' sockets are. */
    public Path folder() {
        return folder;
    }

    /** The glob that finds the VMs' sockets. */
    public List<String> sockets() {
        return List.of(folder + "/*.qmp");
    }

    /** Who is behind a socket: all of them are in this very process, so the kernel could not tell. */
    public PeerCredentials peers() {
        return socket -> pids.getOrDefault(socket, 0L);
    }

    public SimulatedQemu startVm(String name, PauseSupport pause) {
        return startVm(SimulatedQemu.Options.named(name, 0).withPause(pause));
    }

    /** Starts a VM; it gets a process id of its own, where none was given. */
    public synchronized SimulatedQemu startVm(SimulatedQemu.Options options) {
        vms.values().removeIf(SimulatedQemu::isGone); // thousands may come and go
        pids.keySet()
                .removeIf(
                        old -> vms.values().stream().noneMatch(vm -> vm.socket().equals(old)));
        long pid = options.pid() > 0 ? options.pid() : nextPid++;
        Path socket = folder.resolve("vm" + pid + ".qmp");
        pids.put(socket, pid); // before anybody can connect
        SimulatedQemu vm = SimulatedQemu.start(options.withPid(pid), socket, kernel);
        vms.put(options.name(), vm);
        return vm;
    }

    /** The VM of this name. */
    public SimulatedQemu vm(String name) {
        SimulatedQemu vm = vms.get(name);
        if (vm == null) {
            throw new IllegalArgumentException("no simulated VM " + name);
        }
        return vm;
    }

    @Override
    public void close() {
        vms.values().forEach(SimulatedQemu::close);
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
