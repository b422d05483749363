package org.svff.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.svff.vm.PeerCredentials;
import org.svff.vm.QmpHypervisor;
import org.svff.world.PauseSupport;
import org.svff.world.VirtualMachine;

/** Which QEMU is here and whether it can pause; which VMs run. Asks QEMU itself, over QMP. */
final class QemuChecks {
    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final String CANNOT_PAUSE =
            "cannot pause: its guests see their device go and come back whenever the number of VFs changes";
    private static final String USE_PATCHED = "run VMs on a QEMU with svff's pause command";

    private final List<String> path;
    private final List<String> globs;

    /** @param path folders in which programs are looked for */
    QemuChecks(List<String> path, List<String> globs) {
        this.path = List.copyOf(path);
        this.globs = List.copyOf(globs);
    }

    List<Finding> all() throws InterruptedException {
        List<Finding> findings = new ArrayList<>();
        findings.add(program());
        findings.addAll(vms());
        return findings;
    }

    private Finding program() throws InterruptedException {
        String what = "QEMU";
        Optional<Path> program = path.stream()
                .map(folder -> Path.of(folder, "qemu-system-x86_64"))
                .filter(Files::isExecutable)
                .findFirst();
        if (program.isEmpty()) {
            return Finding.limited(
                    what, "no qemu-system-x86_64 on the PATH", "install it, or ignore this where VMs use another");
        }
        try {
            return asked(program.get())
                    .map(vm -> finding(what, program.get() + ", version " + vm.qemuVersion(), vm))
                    .orElseGet(() -> Finding.bad(
                            what, program.get() + " does not answer QMP", "run it by hand to see what it says"));
        } catch (IOException e) {
            return Finding.bad(what, program.get() + ": " + e.getMessage(), "run it by hand to see what it says");
        }
    }

    /** Runs a QEMU without a machine, for as long as it takes to ask it. */
    private static Optional<VirtualMachine> asked(Path program) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("svff-doctor");
        Path socket = folder.resolve("doctor.qmp");
        Process qemu = new ProcessBuilder(
                        program.toString(),
                        "-machine",
                        "none",
                        "-nodefaults",
                        "-display",
                        "none",
                        "-daemonize", // returns when the socket is there
                        "-pidfile",
                        folder.resolve("pid").toString(),
                        "-qmp",
                        "unix:" + socket + ",server=on,wait=off")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        try {
            boolean ended = qemu.waitFor(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended || qemu.exitValue() != 0) {
                throw new IOException(Files.readString(folder.resolve("log")).strip());
            }
            return ask(List.of(socket.toString())).stream()
                    .filter(VirtualMachine::reachable)
                    .findFirst();
        } finally {
            qemu.destroyForcibly();
            endDaemon(folder.resolve("pid"));
            for (String name : List.of("log", "pid", "doctor.qmp")) {
                Files.deleteIfExists(folder.resolve(name));
            }
            Files.deleteIfExists(folder);
        }
    }

    private static void endDaemon(Path pidFile) throws IOException {
        if (Files.exists(pidFile)) {
            ProcessHandle.of(Long.parseLong(Files.readString(pidFile).strip()))
                    .ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    private List<Finding> vms() {
        List<VirtualMachine> vms = ask(globs);
        if (vms.isEmpty()) {
            return List.of(Finding.limited(
                    "VMs",
                    "no QMP socket at " + String.join(", ", globs),
                    "start QEMU with -qmp unix:/run/svff/vms/NAME.qmp,server=on,wait=off, or set vm.sockets"));
        }
        return vms.stream().map(QemuChecks::vm).toList();
    }

    static Finding vm(VirtualMachine vm) {
        String what = "VM " + vm.name();
        return vm.reachable()
                ? finding(what, "QEMU " + vm.qemuVersion() + ", pid " + vm.pid(), vm)
                : Finding.bad(what, vm.note(), "look at the process behind the socket: another QMP client may hold it");
    }

    private static Finding finding(String what, String found, VirtualMachine vm) {
        return vm.pauseSupport() == PauseSupport.NONE
                ? Finding.limited(what, found + ", " + CANNOT_PAUSE, USE_PATCHED)
                : Finding.good(what, found + ", can pause");
    }

    private static List<VirtualMachine> ask(List<String> globs) {
        try (QmpHypervisor vms = new QmpHypervisor(globs, PeerCredentials.kernel(), DEADLINE, false)) {
            return vms.refresh(DEADLINE);
        }
    }
}
