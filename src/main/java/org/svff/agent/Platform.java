package org.svff.agent;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.svff.config.Config;
import org.svff.config.ConfigKey;
import org.svff.host.KernelSysfs;
import org.svff.host.KernelUevents;
import org.svff.host.Sysfs;
import org.svff.host.UeventSource;
import org.svff.sim.SimulatedHost;
import org.svff.vm.PeerCredentials;

/**
 * What the agent stands on: the far side of its two seams.
 *
 * @param sysfs the kernel's files
 * @param uevents the kernel's events
 * @param sockets globs of the VMs' QMP sockets
 * @param peers tells which process is behind a socket
 * @param lock the file that one agent at a time has; empty where nobody else can be
 * @param onClose runs when the agent ends
 */
public record Platform(
        Sysfs sysfs,
        UeventSource uevents,
        List<String> sockets,
        PeerCredentials peers,
        Optional<Path> lock,
        Runnable onClose) {
    /** This host. */
    public static Platform real(Config config) {
        return new Platform(
                new KernelSysfs(Path.of("/")),
                new KernelUevents(),
                config.globs(ConfigKey.VM_SOCKETS),
                PeerCredentials.kernel(),
                Optional.of(config.path(ConfigKey.HOST_LOCK)),
                () -> {});
    }

    /** A simulated host; it ends with the agent. */
    public static Platform simulated(SimulatedHost host) {
        return new Platform(host.kernel(), host.kernel(), host.sockets(), host.peers(), Optional.empty(), host::close);
    }

    /** The same, with another look at the kernel's files. */
    public Platform withSysfs(Sysfs other) {
        return new Platform(other, uevents, sockets, peers, lock, onClose);
    }

    /** The same, but it outlives the agent. */
    public Platform keptOpen() {
        return new Platform(sysfs, uevents, sockets, peers, lock, () -> {});
    }
}
