package org.svff.sim;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.svff.host.OpenFile;

/**
 * The open files that a simulated QEMU was handed by its monitor (monitor/fds.c of QEMU 10.0). They are real ones, as the
 * mock kernel makes them for its devices: what a file is of, its name in {@code /proc/self/fd} tells. Thread-safe.
 */
final class SimulatedFiles implements AutoCloseable {
    private static final String IN_MEMORY = "/memfd:";
    private static final String GONE = " (deleted)";

    private final Deque<OpenFile> arrived = new ArrayDeque<>();
    private final Map<String, OpenFile> named = new HashMap<>();
    private final Map<String, OpenFile> objects = new HashMap<>();

    /** Files came beside a message; those that came before it and were not named are closed. */
    synchronized void arrive(List<OpenFile> files) {
        if (!files.isEmpty()) {
            disconnected();
            arrived.addAll(files);
        }
    }

    /** The client is gone. */
    synchronized void disconnected() {
        arrived.forEach(OpenFile::close);
        arrived.clear();
    }

    synchronized void name(String name) throws QmpCommands.QmpError {
        OpenFile file = arrived.poll();
        if (file == null) {
            throw QmpCommands.QmpError.generic("No file descriptor supplied via SCM_RIGHTS");
        }
        OpenFile old = named.put(name, file);
        if (old != null) {
            old.close();
        }
    }

    synchronized void closeNamed(String name) throws QmpCommands.QmpError {
        take(name).close();
    }

    /** The file of this name, which is its caller's from now on. */
    synchronized OpenFile take(String name) throws QmpCommands.QmpError {
        OpenFile file = named.remove(name);
        if (file == null) {
            throw QmpCommands.QmpError.generic("File descriptor named '" + name + "' has not been found");
        }
        return file;
    }

    /** Makes an object that keeps the file, as an iommufd one. */
    synchronized void addObject(String id, String name) throws QmpCommands.QmpError {
        if (objects.containsKey(id)) {
            throw QmpCommands.QmpError.generic(
                    "attempt to add duplicate property '" + id + "' to object (type 'container')");
        }
        objects.put(id, take(name));
    }

    synchronized List<String> objects() {
        return List.copyOf(objects.keySet());
    }

    /** The names of files that were handed over and not used yet. */
    synchronized List<String> unused() {
        return List.copyOf(named.keySet());
    }

    /** Which device's file this is: its path in the mock kernel. */
    static String pathOf(OpenFile file) throws QmpCommands.QmpError {
        try {
            String link = Files.readSymbolicLink(Path.of("/proc/self/fd/" + file.descriptor()))
                    .toString();
            return link.startsWith(IN_MEMORY) && link.endsWith(GONE)
                    ? link.substring(IN_MEMORY.length(), link.length() - GONE.length())
                    : link;
        } catch (IOException e) {
            throw QmpCommands.QmpError.generic("error bind device fd=" + file.descriptor() + ": " + e.getMessage());
        }
    }

    @Override
    public synchronized void close() {
        disconnected();
        named.values().forEach(OpenFile::close);
        objects.values().forEach(OpenFile::close);
        named.clear();
        objects.clear();
    }
}
