package org.svff.testbed;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.svff.host.KernelSysfs;
import org.svff.host.Sysfs;
import org.svff.jmx.AgentClient;
import org.svff.world.SvffException;

/** The rig's VM: a real kernel, real cards, real QEMUs. The agent is a process of its own, as on any host. */
public final class RigTestbed implements Testbed {
    private static final Duration CONNECT = Duration.ofSeconds(60);
    private static final Duration START = Duration.ofMinutes(4);
    /** Kept, where it is given: a folder that outlives the VM. */
    private static final String KEPT_STATE = System.getProperty("svff.rig.state", "");

    /** An option that every agent gets; empty for none. */
    private static final String OPTIONS = System.getProperty("svff.rig.options", "");

    /** What the agent is started by, to be another user; empty for root. */
    private static final String AS = System.getProperty("svff.rig.as", "");

    /** Options of the agent's Java (rig/lib.sh). */
    private static final List<String> JAVA =
            List.of(System.getProperty("svff.rig.java", "-Xshare:auto").split(" "));

    private static final Path STATE = Path.of(KEPT_STATE.isEmpty() ? "/run/svff/state" : KEPT_STATE);
    private static final String PEER = "10.9.0.1"; // the PF's own address, see rig/l1/main
    private static final Duration TRAFFIC = Duration.ofMinutes(2);
    private static final String NO_GROUP = "nogroup";
    /** Removal of a device, and the kernel's words for trouble: oops, warning, transmit queue that hangs. */
    private static final Pattern COMPLAINT =
            Pattern.compile("GUEST GONE|KERNEL.*(Oops|BUG|Call Trace|WARNING|NETDEV WATCHDOG|Link Down.*slot|removed)");

    private static int agents;

    private final String script = System.getProperty("svff.rig.guest");
    private final Path results = Path.of(System.getProperty("svff.rig.results"));
    private final Sysfs kernel = new KernelSysfs(Path.of("/"));
    private final List<String> guests = new ArrayList<>();
    private Process process;
    private AgentClient client;

    private final List<String> options;

    /** @param options of the agent, as {@code key=value} */
    public RigTestbed(String... options) {
        this.options = Stream.concat(Arrays.stream(options), Stream.of(OPTIONS).filter(o -> !o.isEmpty()))
                .flatMap(option -> Stream.of("-o", option))
                .toList();
        if (KEPT_STATE.isEmpty() && Files.exists(STATE)) {
            Folders.remove(STATE);
        }
        if (Testbed.isLibvirt()) {
            libvirtd("start");
        }
        startAgent();
    }

    @Override
    public List<String> pfs() {
        return List.of("0000:01:00.0", "0000:02:00.0");
    }

    @Override
    public Sysfs kernel() {
        return kernel;
    }

    @Override
    public List<String> writes() {
        return List.of();
    }

    @Override
    public AgentClient agent() {
        return client;
    }

    @Override
    public void startAgent() {
        agents++;
        try {
            List<String> command = new ArrayList<>(AS.isEmpty() ? List.of() : List.of(AS.split(" ")));
            command.addAll(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString()));
            command.addAll(JAVA);
            command.addAll(List.of(
                    "-cp",
                    System.getProperty("java.class.path"),
                    "org.svff.cli.Main",
                    "agent",
                    "--port",
                    "0",
                    "-o",
                    "state.folder=" + STATE,
                    "-o",
                    "deadline.detach=30s",
                    "-o",
                    "deadline.resume=30s"));
            command.addAll(options);
            process = new ProcessBuilder(command)
                    .redirectError(results.resolve("agent-" + agents + ".log").toFile())
                    .start();
            client = AgentClient.connect("127.0.0.1", port(), CONNECT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SvffException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The agent prints where it listens as soon as it does, which is when it has ended what a former one left. */
    private int port() throws IOException {
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        CompletableFuture<String> line = CompletableFuture.supplyAsync(() -> firstLine(out));
        try {
            String said = line.get(START.toSeconds(), TimeUnit.SECONDS);
            return Integer.parseInt(said.substring(said.lastIndexOf(':') + 1).strip());
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IOException("the agent does not listen; see agent-" + agents + ".log", e);
        }
    }

    private static String firstLine(BufferedReader out) {
        try {
            return Objects.requireNonNull(out.readLine(), "it ended at once");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void killAgent() {
        process.destroyForcibly(); // SIGKILL
        await(process);
        client.close();
    }

    @Override
    public Guest startGuest(String name) {
        guest("start", name, "--addr", "10.9.0." + (11 + guests.size()), "--peer", PEER);
        return new RealGuest(name);
    }

    @Override
    public Guest startStockGuest(String name) {
        guest("start", name, "--stock", "--addr", "10.9.0." + (11 + guests.size()), "--peer", PEER);
        return new RealGuest(name);
    }

    /** The same as {@link #startGuest}, on a QEMU whose user may open none of VFIO's files. */
    public Guest startUnprivilegedGuest(String name) {
        return startUnprivilegedGuest(name, NO_GROUP);
    }

    /** The same, its user being of this group besides. */
    public Guest startUnprivilegedGuest(String name, String group) {
        guest("start", name, "--unprivileged", group, "--addr", "10.9.0." + (11 + guests.size()), "--peer", PEER);
        return new RealGuest(name);
    }

    /** A VM without a system in it, on a QEMU whose user may open none of VFIO's files. */
    public Guest startUnprivilegedEmptyVm(String name) {
        guest("start", name, "--no-os", "--unprivileged", NO_GROUP);
        return new RealGuest(name);
    }

    /** Waits for a line in a guest's log, from its start or later. */
    public void awaitLine(String name, String regex) {
        new GuestLog(name).await(regex, 0, TRAFFIC);
    }

    /** Tells a guest's program what to do (rig/l2/init.c). */
    public void tell(String name, String command) {
        guest("tell", name, command);
    }

    /** What a guest has told so far. */
    public List<String> log(String name) {
        return new GuestLog(name).lines();
    }

    /** What the kernel tells of a VM's QEMU. */
    public ProcessView processOf(String name) {
        return new ProcessView(Long.parseLong(guest("pid", name)));
    }

    /** What the kernel tells of the agent. */
    public ProcessView agentProcess() {
        return new ProcessView(process.pid());
    }

    /**
     * A guest that can pause, in another network.
     *
     * @param net the first three bytes of its addresses, e.g. 10.9.7
     * @param peer whom it pings there
     */
    public Guest startGuestIn(String net, String name, String peer) {
        guest("start", name, "--addr", net + "." + (11 + guests.size()), "--peer", peer);
        return new RealGuest(name, peer);
    }

    /** Runs a command of the host's; the result is what it printed. */
    public static String host(String... words) {
        return run(List.of(words));
    }

    /** A VM without a system in it, whose devices are plugged and unplugged by QEMU alone. */
    public Guest startEmptyVm(String name, boolean stock) {
        if (stock) {
            guest("start", name, "--no-os", "--stock");
        } else {
            guest("start", name, "--no-os");
        }
        return new RealGuest(name);
    }

    /** Lets the agent stand still, and go on. */
    public void freezeAgent(boolean still) {
        try {
            await(new ProcessBuilder("kill", still ? "-STOP" : "-CONT", Long.toString(process.pid())).start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Guest startMuteGuest(String name) {
        guest("start", name, "--stock", "--mute");
        return new RealGuest(name);
    }

    private final class RealGuest implements Guest {
        private final String name;
        private final String peer;
        private final GuestLog log;

        RealGuest(String name) {
            this(name, PEER);
        }

        RealGuest(String name, String peer) {
            this.name = name;
            this.peer = peer;
            this.log = new GuestLog(name);
            guests.add(name);
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public void kill() {
            guest("kill", name);
        }

        @Override
        public void awaitTraffic() {
            log.await("PING seq [0-9]+ from " + peer, log.lines().size(), TRAFFIC);
        }

        @Override
        public List<String> interfaces() {
            return log.interfaces(TRAFFIC);
        }

        @Override
        public List<String> complaints() {
            return log.lines().stream()
                    .filter(line -> COMPLAINT.matcher(line).find())
                    .toList();
        }

        @Override
        public void freeze() {
            signal("-STOP");
        }

        @Override
        public void thaw() {
            signal("-CONT");
        }

        private void signal(String signal) {
            try {
                await(new ProcessBuilder("kill", signal, guest("pid", name)).start());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public Stranger hold(String vfAddress) {
        String name = "stranger-" + guests.size();
        bindToVfio(vfAddress);
        guest("start", name, "--mute", "--hidden");
        guests.add(name);
        guest("plug", name, vfAddress);
        long pid = Long.parseLong(guest("pid", name));
        return new Stranger() {
            @Override
            public long pid() {
                return pid;
            }

            @Override
            public void close() {
                guest("kill", name);
            }
        };
    }

    /** Runs the rig's script for libvirtd; the result is what it printed. */
    public static String libvirtd(String... words) {
        Path libvirtd = Path.of(System.getProperty("svff.rig.guest")).resolveSibling("libvirtd");
        return run(Stream.concat(Stream.of(libvirtd.toString()), Arrays.stream(words))
                .toList());
    }

    /** Runs the rig's script for guests; the result is what it printed. */
    private String guest(String... words) {
        List<String> command = new ArrayList<>(List.of(script));
        command.addAll(Arrays.asList(words));
        return run(command);
    }

    private static String run(List<String> command) {
        try {
            Process run = new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (await(run) != 0) {
                throw new IllegalStateException(String.join(" ", command) + ": " + said);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int await(Process process) {
        try {
            if (!process.waitFor(5, TimeUnit.MINUTES)) {
                throw new IllegalStateException(process + " does not end");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Whatever happened, the next test finds two cards without VFs and nobody else. */
    @Override
    public void close() {
        guests.forEach(name -> guest("stop", name));
        killAgent();
        if (Testbed.isLibvirt()) {
            libvirtd("end");
        }
        for (String pf : pfs()) {
            await(writeVfCountFromOutside(pf, 0));
        }
    }

    private static void await(Thread thread) {
        try {
            thread.join(TimeUnit.MINUTES.toMillis(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
