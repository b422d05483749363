package org.svff.vm.libvirt;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells which process is a domain's QEMU. libvirt's interface does not; but it gives QEMU the domain's UUID. */
@FunctionalInterface
interface QemuProcesses {
    /** The process id; 0 when none is found. */
    long pidOf(String uuid);

    /** By the command lines in {@code /proc} (proc(5): arguments end with a 0 byte). */
    static QemuProcesses inProc() {
        return QemuProcesses::find;
    }

    private static long find(String uuid) {
        String wanted = "\0-uuid\0" + uuid + "\0";
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                if (commandLine(process).contains(wanted)) {
                    return Long.parseLong(process.getFileName().toString());
                }
            }
        } catch (IOException e) {
            return 0;
        }
        return 0;
    }

    /** Empty when the process has ended meanwhile. */
    private static String commandLine(Path process) {
        try {
            return Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
