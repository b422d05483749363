package org.svff.vm;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.svff.vm.qmp.QmpClient;
import org.svff.vm.qmp.QmpEvent;
import org.svff.vm.qmp.QmpException;
import org.svff.world.PauseSupport;
import org.svff.world.VirtualMachine;

/** One VM behind one socket: its connection, and what it told last. Thread-safe; talks to QEMU one caller at a time. */
final class QmpVm implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(QmpVm.class);
    private static final Set<String> CHANGES =
            Set.of("DEVICE_DELETED", "DEVICE_UNPLUG_GUEST_ERROR", "STOP", "RESUME", "SHUTDOWN", "RESET", "VFIO_PAUSE");

    /** How long a VM that was silent is waited for. */
    private static final Duration PROBE = Duration.ofSeconds(1);

    private final Path socket;
    private final PeerCredentials peers;
    private final QmpWays ways;
    private final Runnable changed;

    private final Object commands = new Object();

    private @Nullable Connection connection;
    private boolean silent;
    private volatile boolean reading;
    private volatile @Nullable VirtualMachine last;

    /** An open connection, and who is behind it. */
    record Connection(QmpClient qmp, VmIdentity who) {}

    /** @param changed runs, on a reading thread, when {@link #last} has become old */
    QmpVm(Path socket, PeerCredentials peers, QmpWays ways, Runnable changed) {
        this.socket = socket;
        this.peers = peers;
        this.ways = ways;
        this.changed = changed;
    }

    Path socket() {
        return socket;
    }

    /** What is known of it; empty while nobody listens on its socket: a file that a killed QEMU left is no VM. */
    Optional<VirtualMachine> last() {
        return Optional.ofNullable(last);
    }

    /** The lock of those who change something, one at a time. Reading goes on meanwhile. */
    Object commands() {
        return commands;
    }

    /** Reads the VM anew, connecting first where that is needed. Never throws: what goes wrong is in the note. */
    synchronized void refresh(Duration wait) {
        // One that was silent must not hold up the reading of all others again and again.
        Duration deadline = silent && wait.compareTo(PROBE) > 0 ? PROBE : wait;
        reading = true;
        try {
            readOrReconnect(deadline);
            silent = false;
        } catch (QmpException e) {
            silent = e.kind() == QmpException.Kind.TIMEOUT;
            if (isReachable()) {
                LOG.warn("the VM on {} does not answer: {}", socket, e.getMessage());
            }
            if (e.kind() == QmpException.Kind.NOBODY) {
                last = null;
            } else {
                unreachable(String.valueOf(e.getMessage()));
            }
        } finally {
            reading = false;
        }
    }

    /** A connection that was lost since it was last used may be no news: another tells whether QEMU is there. */
    private void readOrReconnect(Duration deadline) throws QmpException {
        try {
            read(deadline);
        } catch (QmpException e) {
            if (e.kind() != QmpException.Kind.DISCONNECTED) {
                throw e;
            }
            read(deadline);
        }
    }

    private void read(Duration deadline) throws QmpException {
        Connection present = connected(deadline);
        QmpClient qmp = present.qmp();
        VmIdentity who = present.who();
        String status =
                qmp.execute("query-status", Map.of(), deadline).path("status").asText("");
        DeviceReader.Devices devices = new DeviceReader(qmp, who.pause(), deadline).read();
        if (!isReachable()) {
            LOG.info("VM {} answers on {}", who.name(), socket);
        }
        last = new VirtualMachine(
                who.name(),
                who.pid(),
                who.version(),
                status,
                true,
                "",
                who.pause(),
                devices.devices(),
                devices.freePorts());
    }

    private boolean isReachable() {
        return last().filter(VirtualMachine::reachable).isPresent();
    }

    private void unreachable(String why) {
        VirtualMachine old = last;
        if (old == null) {
            last = new VirtualMachine(
                    VmIdentity.fileName(socket), 0, "", "", false, why, PauseSupport.NONE, List.of(), List.of());
        } else {
            last = new VirtualMachine(
                    old.name(),
                    old.pid(),
                    old.qemuVersion(),
                    old.status(),
                    false,
                    why,
                    old.pauseSupport(),
                    old.devices(),
                    List.of());
        }
    }

    /** The connection; made when there is none. */
    synchronized Connection connected(Duration deadline) throws QmpException {
        Connection present = connection;
        if (present != null && present.qmp().isConnected()) {
            return present;
        }
        long before = peers.pid(socket);
        QmpClient fresh = QmpClient.connect(socket, deadline, this::onDisconnect);
        try {
            // A socket's file is there before QEMU listens: then the first question came too early.
            long pid = before == 0 ? peers.pid(socket) : before;
            if (pid == 0) {
                LOG.warn("{}: which process listens is not known; its VFs will look like a stranger's", socket);
            }
            Connection made = new Connection(fresh, VmIdentity.ask(fresh, VmIdentity.fileName(socket), pid, deadline));
            ways.onConnected(fresh);
            fresh.onEvent(this::onEvent);
            connection = made;
            return made;
        } catch (QmpException e) {
            fresh.close();
            throw e;
        }
    }

    /** A connection that is lost while it is read is the reader's to notice; else each loss would bring another try. */
    private void onDisconnect() {
        if (!reading) {
            changed.run();
        }
    }

    private void onEvent(QmpEvent event) {
        if (CHANGES.contains(event.name())) {
            changed.run();
        }
    }

    @Override
    public void close() {
        Connection present = connection;
        if (present != null) {
            present.qmp().close();
        }
    }
}
