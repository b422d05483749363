package org.svff.host;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.svff.world.Holder;

/**
 * Finds the processes that have files of VFIO open, by one walk over {@code /proc/PID/fd} for all VFs together.
 * Processes that may not be looked into are passed over: the agent must be root to see those of others.
 */
final class Holders {
    /** What the kernel appends to the path of an open file whose name is gone. */
    private static final String GONE = " (deleted)";
    /** The 22nd field; those before the third are the number and the name. */
    private static final int START_TIME = 19;

    private final KernelCalls calls;

    Holders(KernelCalls calls) {
        this.calls = calls;
    }

    /** @throws HostException when processes cannot be listed: who holds what is unknown then, and not "nobody" */
    OpenFiles scan(Duration deadline) throws HostException {
        Map<String, Set<String>> pidsByNode;
        try {
            pidsByNode = calls.call(
                    LaneUse.shared(Lane.Common.PROCESSES),
                    "find out which processes hold VFs",
                    deadline,
                    Holders::pidsByNode);
        } catch (SysfsException e) {
            throw KernelAnswers.general(SysPaths.PROC, "find out which processes hold VFs", e);
        }
        Set<String> pids =
                pidsByNode.values().stream().flatMap(Set::stream).collect(Collectors.toCollection(TreeSet::new));
        Map<String, Holder> holders = pids.isEmpty() ? Map.of() : named(pids, deadline);
        Map<String, List<Holder>> byNode = new HashMap<>();
        pidsByNode.forEach(
                (node, of) -> byNode.put(node, of.stream().map(holders::get).toList()));
        return new OpenFiles(byNode);
    }

    /** Whether the process runs; one that has ended and only waits for its parent (state Z, proc(5)) does not. */
    boolean isAlive(long pid, Duration deadline) throws HostException {
        try {
            return calls.call(
                    LaneUse.shared(Lane.Common.PROCESSES),
                    "see whether process " + pid + " runs",
                    deadline,
                    files -> Reading.ifReadable(() -> files.read(SysPaths.process(Long.toString(pid), "stat")))
                            .map(Holders::isRunning)
                            .orElse(false));
        } catch (SysfsException e) {
            throw KernelAnswers.general(SysPaths.PROC, "see whether process " + pid + " runs", e);
        }
    }

    /**
     * What tells this process from all others that had its number, or will: the boot, and when it began (proc(5),
     * starttime). Empty when there is no such process, or it cannot be read.
     */
    Optional<String> life(long pid, Duration deadline) throws HostException {
        String tried = "see when process " + pid + " began";
        try {
            return calls.call(LaneUse.shared(Lane.Common.PROCESSES), tried, deadline, files -> {
                String boot =
                        Reading.ifReadable(() -> files.read(SysPaths.BOOT_ID)).orElse("");
                Optional<String> stat =
                        Reading.ifReadable(() -> files.read(SysPaths.process(Long.toString(pid), "stat")));
                return stat.filter(Holders::isRunning)
                        .flatMap(Holders::startTime)
                        .map(start -> boot.strip() + ":" + start);
            });
        } catch (SysfsException e) {
            throw KernelAnswers.general(SysPaths.PROC, tried, e);
        }
    }

    private static Optional<String> startTime(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
        return fields.length > START_TIME ? Optional.of(fields[START_TIME]) : Optional.empty();
    }

    /** The state follows the name, which is in parentheses and may hold anything. */
    private static boolean isRunning(String stat) {
        String state = stat.substring(stat.lastIndexOf(')') + 1).strip();
        return !state.startsWith("Z") && !state.startsWith("X");
    }

    private static Map<String, Set<String>> pidsByNode(Sysfs files) throws SysfsException {
        Map<String, Set<String>> byNode = new HashMap<>();
        for (String pid : files.list(SysPaths.PROC)) {
            if (isPid(pid)) {
                for (String node : vfioFiles(files, pid)) {
                    byNode.computeIfAbsent(node, n -> new TreeSet<>()).add(pid);
                }
            }
        }
        return byNode;
    }

    private static boolean isPid(String name) {
        return name.chars().allMatch(c -> c >= '0' && c <= '9') && name.length() <= 18;
    }

    private static List<String> vfioFiles(Sysfs files, String pid) {
        String folder = SysPaths.process(pid, "fd");
        List<String> found = new ArrayList<>();
        for (String fd : Reading.ifReadable(() -> files.list(folder)).orElse(List.of())) {
            String target =
                    Reading.ifReadable(() -> files.readLink(folder + "/" + fd)).orElse("");
            if (target.startsWith(SysPaths.VFIO)) {
                found.add(target.endsWith(GONE) ? target.substring(0, target.length() - GONE.length()) : target);
            }
        }
        return found;
    }

    /** A command line can hang with its process; then the short name has to do. */
    private Map<String, Holder> named(Set<String> pids, Duration deadline) throws HostException {
        try {
            return calls.call(
                    LaneUse.shared(Lane.Common.COMMAND_LINES),
                    "read the command lines of processes",
                    deadline,
                    files -> named(files, pids, true));
        } catch (SysfsException | HostException e) {
            return shortNames(pids, deadline);
        }
    }

    private Map<String, Holder> shortNames(Set<String> pids, Duration deadline) throws HostException {
        try {
            return calls.call(
                    LaneUse.shared(Lane.Common.PROCESSES),
                    "read the names of processes",
                    deadline,
                    files -> named(files, pids, false));
        } catch (SysfsException e) {
            throw KernelAnswers.general(SysPaths.PROC, "read the names of processes", e);
        }
    }

    private static Map<String, Holder> named(Sysfs files, Set<String> pids, boolean guests) {
        return pids.stream()
                .collect(Collectors.toMap(
                        pid -> pid, pid -> new Holder(Long.parseLong(pid), command(files, pid, guests))));
    }

    private static String command(Sysfs files, String pid, boolean guest) {
        String name = Reading.ifReadable(() -> files.read(SysPaths.process(pid, "comm")))
                .orElse("unknown");
        if (!guest || !name.startsWith("qemu")) {
            return name;
        }
        List<String> arguments = List.of(Reading.ifReadable(() -> files.read(SysPaths.process(pid, "cmdline")))
                .orElse("")
                .split("\0", -1));
        return SysText.guestName(arguments).map(g -> name + " " + g).orElse(name);
    }
}
