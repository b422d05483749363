package org.svff.cli.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.svff.config.Config;
import org.svff.config.ConfigKey;
import org.svff.jmx.AgentClient;
import org.svff.world.SvffException;

/** What the agent itself needs: a folder for its journal, and a port or an agent that has it already. */
final class AgentChecks {
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    private final Config config;

    AgentChecks(Config config) {
        this.config = config;
    }

    List<Finding> all() {
        return List.of(state(), port());
    }

    private Finding state() {
        String what = "state folder";
        Path folder = config.path(ConfigKey.STATE_FOLDER).toAbsolutePath();
        Path there = folder;
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        if (!Files.isDirectory(there)) {
            return Finding.bad(what, there + " is no folder", "set state.folder to one");
        }
        return Files.isWritable(there)
                ? Finding.good(what, folder + (there.equals(folder) ? "" : ", to be made"))
                : Finding.bad(what, there + " is not writable", "run the agent as root, or set state.folder");
    }

    private Finding port() {
        String what = "agent";
        String host = config.string(ConfigKey.JMX_HOST);
        int port = config.number(ConfigKey.JMX_PORT);
        String where = host + ":" + port;
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
            return Finding.good(what, "none runs yet; port " + port + " is free");
        } catch (IOException busy) {
            return running(what, where, host, port);
        }
    }

    private static Finding running(String what, String where, String host, int port) {
        try (AgentClient client = AgentClient.connect(host, port, DEADLINE)) {
            int stuck = client.agent().getStuckThreads();
            String found = "runs at " + where + ", version " + client.agent().getVersion();
            return stuck == 0
                    ? Finding.good(what, found)
                    : Finding.limited(
                            what,
                            found + ", waits for the kernel in " + KernelChecks.count(stuck, "call"),
                            "svff list tells which PF is stuck, and who holds it");
        } catch (SvffException e) {
            if (e.trouble().answer().contains("profile")) {
                return Finding.good(what, "runs at " + where + ", and asks for a user or for TLS");
            }
            return Finding.bad(what, where + " is taken by another program", "set jmx.port to a free one");
        }
    }
}
