package org.svff.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real libvirtd of this test's own, and real QEMUs under it, emulated and without a system. It keeps everything in one
 * folder: it is a session's daemon, under the user {@code nobody} where the test runs as root, since root's would take
 * the host's folders. {@code src/test/setup} installs what it needs.
 */
public final class LibvirtDaemon implements AutoCloseable {
    private static final Path DAEMON = Path.of("/usr/sbin/libvirtd");
    private static final Path VIRSH = Path.of("/usr/bin/virsh");
    private static final Path STOCK_QEMU = Path.of("/usr/bin/qemu-system-x86_64");

    private final Path folder;
    private final Path emulator;
    private final Path socket;
    private Process daemon;

    public LibvirtDaemon() {
        try {
            folder = Files.createTempDirectory(Path.of("/tmp"), "svff-lv"); // paths of sockets must be short
            for (String name : List.of("run", "cache", "home", "etc/libvirt")) {
                Files.createDirectories(folder.resolve(name));
            }
            emulator = folder.resolve("qemu");
            Files.copy(qemu().orElseThrow(), emulator, StandardCopyOption.COPY_ATTRIBUTES);
            Files.writeString(
                    folder.resolve("etc/libvirt/qemu.conf"), "security_driver = \"none\"\nstdio_handler = \"file\"\n");
            Files.writeString(folder.resolve("libvirtd.conf"), "auth_unix_rw = \"none\"\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        socket = folder.resolve("run/libvirt/libvirt-sock");
        if (isRoot()) {
            run(List.of("chown", "-R", "nobody", folder.toString()));
        }
        start();
    }

    /** What is missing for it here; empty when nothing is. */
    public static String missing() {
        if (!Files.isExecutable(DAEMON) || !Files.isExecutable(VIRSH)) {
            return "libvirtd or virsh is not here (libvirt-daemon, libvirt-daemon-driver-qemu, libvirt-clients)";
        }
        return qemu().isEmpty() ? "no QEMU is here" : "";
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    /** The one with svff's pause where it is built; else the distribution's. */
    private static Optional<Path> qemu() {
        return patched().or(() -> Optional.of(STOCK_QEMU).filter(Files::isExecutable));
    }

    private static Optional<Path> patched() {
        Path cache = Path.of(System.getProperty("user.home"), ".cache/svff/qemu");
        try (Stream<Path> builds = Files.isDirectory(cache) ? Files.list(cache) : Stream.empty()) {
            return builds.map(b -> b.resolve("qemu-system-x86_64"))
                    .filter(Files::isExecutable)
                    .sorted()
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    public boolean canPause() {
        return patched().isPresent();
    }

    public String uri() {
        return "qemu+unix:///session?socket=" + socket;
    }

    /** A folder that its QEMUs may write to. */
    public Path shared() {
        return folder.resolve("home");
    }

    /** Begins to listen, and is there when this returns. */
    public void start() {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of("setpriv", "--reuid", "nobody", "--regid", "nogroup", "--clear-groups"));
        }
        command.addAll(
                List.of(DAEMON.toString(), "-f", folder.resolve("libvirtd.conf").toString()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment()
                .putAll(Map.of(
                        "HOME", folder.resolve("home").toString(),
                        "XDG_RUNTIME_DIR", folder.resolve("run").toString(),
                        "XDG_CONFIG_HOME", folder.resolve("etc").toString(),
                        "XDG_CACHE_HOME", folder.resolve("cache").toString(),
                        "XDG_DATA_HOME", folder.resolve("home").toString()));
        try {
            daemon = builder.redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            folder.resolve("log").toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!succeeds(List.of(VIRSH.toString(), "-c", uri(), "list"))) {
            if (System.nanoTime() > end || !daemon.isAlive()) {
                throw new IllegalStateException("libvirtd does not answer: " + folder.resolve("log"));
            }
        }
    }

    /** Ends; its QEMUs go on. */
    public void stop() {
        daemon.destroy();
        await(daemon);
    }

    /** Stands still, or goes on. */
    public void freeze(boolean still) {
        signal(daemon.pid(), still ? "STOP" : "CONT");
    }

    public static void signal(long pid, String signal) {
        run(List.of("kill", "-" + signal, String.valueOf(pid)));
    }

    /**
     * Defines a domain.
     *
     * @param ports PCIe ports that devices can be plugged into
     * @param more further elements; empty for none
     */
    public void define(String name, int ports, String more) {
        StringBuilder controllers = new StringBuilder();
        for (int i = 1; i <= ports; i++) {
            controllers.append("<controller type='pci' index='" + i + "' model='pcie-root-port'/>");
        }
        String xml = "<domain type='qemu' xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'><name>" + name
                + "</name><memory unit='MiB'>32</memory>"
                + "<vcpu>1</vcpu><os><type arch='x86_64' machine='q35'>hvm</type></os><features><acpi/></features>"
                + "<devices><emulator>" + emulator + "</emulator><controller type='usb' model='none'/>"
                + "<controller type='pci' index='0' model='pcie-root'/>" + controllers
                + "<memballoon model='none'/></devices>" + more + "</domain>";
        Path file = folder.resolve(name + ".xml");
        try {
            Files.writeString(file, xml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        virsh("define", file.toString());
    }

    /** Runs virsh, to its end; the result is what it printed. */
    public String virsh(String... words) {
        List<String> command = new ArrayList<>(List.of(VIRSH.toString(), "-c", uri()));
        command.addAll(Arrays.asList(words));
        return run(command);
    }

    private static String run(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (await(process) != 0) {
                throw new IllegalStateException(command + ": " + said);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean succeeds(List<String> command) {
        try {
            run(command);
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    private static int await(Process process) {
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException(process + " does not end");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        if (!daemon.isAlive()) {
            start();
        }
        virsh("list", "--name").lines().filter(name -> !name.isEmpty()).forEach(name -> virsh("destroy", name));
        stop();
        Folders.remove(folder);
    }
}
