package org.svff.sim;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.svff.host.Errno;
import org.svff.host.SysfsException;
import org.svff.world.Holder;

/** Who has which IOMMU group open, and the processes that can. Guarded by the kernel's lock. */
final class SimVfio {
    private static final int FIRST_FD = 20;

    private final SimTree tree;
    private final Map<Long, Holder> processes = new HashMap<>();
    private final Map<SimFunction, Opened> opened = new HashMap<>();
    private int nextFd = FIRST_FD;
    private long nextStart = 1000;

    /** A device that a process has open. */
    record Opened(SimFunction function, Holder process, int fd, Runnable onRequest) {}

    SimVfio(SimTree tree) {
        this.tree = tree;
    }

    void addProcess(Holder process) {
        String folder = "/proc/" + process.pid();
        String name = process.command().split(" ", 2)[0];
        processes.put(process.pid(), process);
        tree.folder(folder + "/fd");
        tree.constant(folder + "/comm", name);
        tree.constant(folder + "/cmdline", commandLine(process.command()));
        tree.constant(
                folder + "/stat",
                process.pid() + " (" + name + ") S 1 1 1 0 -1 4194304 0 0 0 0 0 0 0 0 20 0 1 0 " + nextStart++);
    }

    /** A QEMU's process is written as its name and its guest's. */
    private static String commandLine(String command) {
        String[] words = command.split(" ", 2);
        return words.length == 2 ? words[0] + "\0-name\0guest=" + words[1] + "\0" : command + "\0";
    }

    /** What the process had open. */
    List<Opened> removeProcess(long pid) {
        processes.remove(pid);
        tree.remove("/proc/" + pid);
        return opened.values().stream().filter(o -> o.process().pid() == pid).toList();
    }

    /** @param file by which it is opened */
    Opened open(String file, SimFunction function, Holder process, Runnable onRequest) throws SysfsException {
        if (!processes.containsKey(process.pid())) {
            throw new SysfsException(Errno.ENOENT, "open as process " + process.pid(), file);
        }
        if (opened.containsKey(function)) {
            throw new SysfsException(Errno.EBUSY, "open", file);
        }
        Opened handle = new Opened(function, process, nextFd++, onRequest);
        opened.put(function, handle);
        tree.put("/proc/" + process.pid() + "/fd/" + handle.fd(), new SimTree.Link(file));
        return handle;
    }

    void close(Opened handle) {
        if (opened.remove(handle.function(), handle)) {
            tree.remove("/proc/" + handle.process().pid() + "/fd/" + handle.fd());
        }
    }

    /** Empty, or the one that holds it. */
    List<Opened> holders(SimFunction function) {
        Opened holder = opened.get(function);
        return holder == null ? new ArrayList<>() : List.of(holder);
    }
}
