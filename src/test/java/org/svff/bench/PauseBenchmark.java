package org.svff.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.svff.jmx.view.ReportView;
import org.svff.jmx.view.StepView;
import org.svff.pci.PciAddress;
import org.svff.testbed.RigTestbed;
import org.svff.testbed.Testbed;
import org.svff.world.BindingId;

/**
 * In the rig: how long guests are without their VFs when the 7 VFs of a card are made anew, and how long that takes: (a)
 * the agent by pause, (b) the agent by detach and attach, (c) a bare sequential script of what a pause needs. All in one
 * run, in turns; what counts are the ratios. Arguments: the folder for results, how many rounds.
 */
public final class PauseBenchmark {
    private static final int[] IN_USE = {1, 2, 4, 7};

    private static final int VFS = 7;
    private static final int LINUX = 0; // stands for the two Linux guests where a number in use does
    private static final Path SOCKETS = Path.of("/run/svff/ctl");

    private final RigTestbed testbed = new RigTestbed();
    private final String pausing = testbed.pfs().get(0);
    private final String replugging = testbed.pfs().get(1);
    private final Map<String, List<Double>> figures = new LinkedHashMap<>();
    private final Map<String, List<Double>> steps = new TreeMap<>();

    private final int rounds;

    private PauseBenchmark(int rounds) {
        this.rounds = rounds;
    }

    public static void main(String[] args) throws Exception {
        PauseBenchmark benchmark = new PauseBenchmark(Integer.parseInt(args[1]));
        int status = 0;
        try {
            benchmark.run();
            benchmark.report(Path.of(args[0]));
        } catch (Exception e) {
            e.printStackTrace();
            status = 1;
        }
        benchmark.testbed.close();
        System.exit(status);
    }

    private void run() throws Exception {
        List<Path> sockets = new ArrayList<>();
        int attached = 0;
        for (String pf : testbed.pfs()) {
            testbed.agent().pf(PciAddress.parse(pf)).reconfigure(VFS);
        }
        linuxGuests();
        for (int inUse : IN_USE) {
            for (; attached < inUse; attached++) {
                attach("p" + attached, pausing, attached, false);
                attach("r" + attached, replugging, attached, true);
                sockets.add(SOCKETS.resolve("p" + attached + ".qmp"));
            }
            try (BareScript script = new BareScript(pausing, sockets)) {
                for (int round = -1; round < rounds; round++) { // the first warms up and is not counted
                    System.out.printf("%d in use, round %d of %d%n", inUse, round + 1, rounds);
                    round(script, inUse, round >= 0);
                }
            }
        }
    }

    /** From the command until both of two Linux guests have had a ping answered through their VFs again. */
    private void linuxGuests() throws Exception {
        List<Testbed.Guest> pausing = List.of(testbed.startGuest("web-1"), testbed.startGuest("web-2"));
        List<Testbed.Guest> replugged = List.of(testbed.startStockGuest("old-1"), testbed.startStockGuest("old-2"));
        for (int i = 0; i < 2; i++) {
            attach(pausing.get(i).name(), this.pausing, i);
            attach(replugged.get(i).name(), replugging, i);
        }
        for (int round = -1; round < rounds; round++) {
            System.out.printf("Linux guests, round %d of %d%n", round + 1, rounds);
            double paused = untilServed(this.pausing, pausing, false);
            double unplugged = untilServed(replugging, replugged, true);
            if (round >= 0) {
                add(LINUX, "a", paused, List.of());
                add(LINUX, "b", unplugged, List.of());
            }
        }
        pausing.forEach(Testbed.Guest::kill);
        replugged.forEach(Testbed.Guest::kill);
    }

    private double untilServed(String pf, List<Testbed.Guest> guests, boolean replug) throws Exception {
        guests.forEach(Testbed.Guest::awaitTraffic);
        long began = System.nanoTime();
        byAgent(pf, "", 0, replug);
        guests.forEach(Testbed.Guest::awaitTraffic);
        return (System.nanoTime() - began) / 1e6;
    }

    private void attach(String vm, String pf, int index, boolean stock) throws Exception {
        testbed.startEmptyVm(vm, stock);
        attach(vm, pf, index);
    }

    private void attach(String vm, String pf, int index) throws Exception {
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (!isReachable(vm)) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("the agent does not see " + vm);
            }
            Thread.sleep(200); // it is told of sockets by the kernel; here nobody waits for how long that takes
        }
        testbed.agent().vm(vm).attach(pf + "/" + index);
    }

    private boolean isReachable(String vm) throws Exception {
        return testbed.agent().agent().refresh().vms().stream()
                .anyMatch(v -> v.name().equals(vm) && v.reachable());
    }

    private void round(BareScript script, int inUse, boolean counts) throws Exception {
        Measured pause = byAgent(pausing, "p", inUse, false);
        Measured replug = byAgent(replugging, "r", inUse, true);
        testbed.agent().agent().refresh();
        testbed.freezeAgent(true);
        long began = System.nanoTime();
        List<Duration> bare = script.run(inUse, VFS);
        double bareMillis = (System.nanoTime() - began) / 1e6;
        testbed.freezeAgent(false);
        testbed.agent().agent().refresh();
        if (!counts) {
            steps.keySet().removeIf(name -> name.startsWith(inUse + "|"));
            return;
        }
        add(inUse, "a", pause.whole(), pause.outages());
        add(inUse, "b", replug.whole(), replug.outages());
        add(inUse, "c", bareMillis, bare.stream().map(d -> d.toNanos() / 1e6).toList());
    }

    private record Measured(double whole, List<Double> outages) {}

    private Measured byAgent(String pf, String vms, int inUse, boolean replug) throws Exception {
        ReportView report = testbed.agent().pf(PciAddress.parse(pf)).recreate(replug);
        if (!report.outcome().equals("DONE")) {
            throw new IllegalStateException(report.toString());
        }
        List<Double> outages = new ArrayList<>();
        for (int i = 0; i < inUse; i++) {
            outages.add((double) testbed.agent()
                    .binding(BindingId.parse(vms + i + "/svff-0"))
                    .getLastOutageMillis());
        }
        if (!replug && inUse != LINUX) {
            steps(inUse, report);
        }
        return new Measured(report.durationMillis(), outages);
    }

    private void steps(int inUse, ReportView report) {
        Map<String, Double> longest = new LinkedHashMap<>(); // the steps of a stage run beside each other
        for (StepView step : report.steps()) {
            String kind =
                    step.step().replaceAll("[0-9a-f]{4}:.*|[pr][0-9]/.*", "").strip();
            if (kind.startsWith("set the VF count")) {
                kind += step.step().endsWith(" to 0") ? " to 0" : " to N";
            }
            longest.merge(kind, (double) step.durationMillis(), Math::max);
        }
        longest.forEach((kind, millis) -> steps.computeIfAbsent(inUse + "|" + kind, k -> new ArrayList<>())
                .add(millis));
    }

    private void add(int inUse, String way, double whole, List<Double> outages) {
        figures.computeIfAbsent(inUse + way + "whole", k -> new ArrayList<>()).add(whole);
        figures.computeIfAbsent(inUse + way + "outage", k -> new ArrayList<>())
                .add(outages.stream().mapToDouble(Double::doubleValue).average().orElse(0));
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private double of(int inUse, String way, String what) {
        return median(figures.get(inUse + way + what));
    }

    private void report(Path folder) throws IOException {
        StringBuilder text = new StringBuilder();
        text.append(
                String.format(Locale.ROOT, "%6s  %27s  %27s%n", "", "without its VF, per binding", "whole operation"));
        text.append(String.format(
                Locale.ROOT,
                "%6s %9s %9s %8s %9s %9s %8s%n",
                "in use",
                "c [ms]",
                "a/c",
                "a/b",
                "c [ms]",
                "a/c",
                "a/b"));
        for (int k : IN_USE) {
            text.append(String.format(Locale.ROOT, "%6d", k));
            for (String what : List.of("outage", "whole")) {
                double a = of(k, "a", what);
                text.append(String.format(
                        Locale.ROOT,
                        " %9.0f %9.2f %8.2f",
                        of(k, "c", what),
                        a / of(k, "c", what),
                        a / of(k, "b", what)));
            }
            text.append(System.lineSeparator());
        }
        text.append(String.format(
                Locale.ROOT,
                "%ntwo Linux guests, until pings are answered again: a %.0f ms, b %.0f ms, a/b %.2f%n",
                of(LINUX, "a", "whole"),
                of(LINUX, "b", "whole"),
                of(LINUX, "a", "whole") / of(LINUX, "b", "whole")));
        text.append(System.lineSeparator()).append("longest step of each stage by (a), ms:");
        text.append(System.lineSeparator());
        steps.forEach((name, millis) -> text.append(
                String.format(Locale.ROOT, "  %-70s %8.0f%n", name.replace("|", " in use: "), median(millis))));
        System.out.println(text);
        Files.writeString(folder.resolve("bench.txt"), text);
        Files.writeString(folder.resolve("bench.svg"), new BarChart(IN_USE, this::of).svg());
    }
}
