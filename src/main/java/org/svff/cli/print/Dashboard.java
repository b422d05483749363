package org.svff.cli.print;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.svff.jmx.AgentNotification;
import org.svff.jmx.view.BindingView;
import org.svff.jmx.view.PfView;
import org.svff.jmx.view.ReportView;
import org.svff.jmx.view.VfView;
import org.svff.jmx.view.VmView;
import org.svff.jmx.view.WorldView;

/** What the live screens of {@code svff watch} and {@code svff top} show. Draws, and knows of no terminal. */
public final class Dashboard {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final int LEAST_EVENTS = 4;

    private final Screen screen;
    private final int width;
    private final int height;

    /**
     * @param width in columns
     * @param height in lines
     */
    public Dashboard(Screen screen, int width, int height) {
        this.screen = screen;
        this.width = width;
        this.height = height;
    }

    /**
     * An agent at one moment.
     *
     * @param at when it was asked
     * @param running operations that run
     * @param perMinute operations that ended within a minute; negative when it is not known yet
     * @param ended operations that ended since the agent started, by outcome, as words
     */
    public record Moment(
            String host, Instant at, WorldView world, List<ReportView> running, double perMinute, String ended) {
        public Moment {
            running = List.copyOf(running);
        }
    }

    /** Cards, VMs, what runs, what needs attention, and as many of the newest events as there is room for. */
    public List<String> watch(Moment now, List<AgentNotification> newestFirst) {
        Frame frame = new Frame(screen, width, height);
        header(frame, now);
        cards(frame, now.world());
        vms(frame, now.world());
        running(frame, now.running());
        List<BindingView> waiting = waiting(now.world());
        if (!waiting.isEmpty()) {
            frame.heading("Without a VF");
            bindings(frame, waiting, Math.max(1, frame.room() - LEAST_EVENTS - 2));
        }
        if (frame.room() > 2) {
            frame.heading("Events, newest first; q ends this");
            Table table = new Table();
            newestFirst.stream().limit(frame.room()).forEach(e -> table.row(event(e)));
            frame.table(table);
        }
        return frame.lines();
    }

    /** Load and outages: the longest paused first, then those that were without their VF the longest. */
    public List<String> top(Moment now) {
        Frame frame = new Frame(screen, width, height);
        header(frame, now);
        String rate = now.perMinute() < 0 ? "" : String.format(Locale.ROOT, "%.1f a minute, ", now.perMinute());
        frame.line(Cell.of("Operations: " + rate + now.running().size() + " running; " + now.ended()));
        running(frame, now.running());
        frame.heading("Bindings");
        List<BindingView> sorted = now.world().bindings().stream()
                .sorted((a, b) -> a.pausedMillis() != b.pausedMillis()
                        ? Long.compare(b.pausedMillis(), a.pausedMillis())
                        : Long.compare(b.totalOutageMillis(), a.totalOutageMillis()))
                .toList();
        bindings(frame, sorted, Math.max(1, frame.room() - 1));
        return frame.lines();
    }

    private void header(Frame frame, Moment now) {
        WorldView world = now.world();
        List<Cell> cells = new ArrayList<>();
        cells.add(new Cell("svff on " + now.host(), Style.BOLD));
        cells.add(Cell.dim("  " + CLOCK.format(now.at().atZone(ZoneId.systemDefault())) + "  "));
        cells.add(Cell.of(
                count(world.pfs().size(), "card") + ", " + count(world.vms().size(), "VM") + "  "));
        cells.addAll(Strip.legend(screen, world.vfs()));
        frame.line(cells);
    }

    private void cards(Frame frame, WorldView world) {
        frame.heading("Cards");
        Map<String, List<VfView>> vfsOf = world.vfs().stream().collect(Collectors.groupingBy(VfView::pf));
        for (PfView pf : world.pfs()) {
            List<Cell> cells = new ArrayList<>();
            cells.add(Cell.of(pf.address() + "  "));
            cells.add(Cell.dim(String.format(Locale.ROOT, "%3d of %-3d  ", pf.numVfs(), pf.totalVfs())));
            if (!pf.state().equals("READY")) {
                cells.add(new Cell(pf.state() + " " + pf.note() + "  ", Style.RED));
            }
            cells.addAll(Strip.of(screen, vfsOf.getOrDefault(pf.address(), List.of())));
            frame.line(cells);
        }
    }

    /** All VMs on as few lines as will do: a name and a sign for each device. */
    private void vms(Frame frame, WorldView world) {
        if (world.vms().isEmpty()) {
            return;
        }
        frame.heading("VMs");
        List<Cell> line = new ArrayList<>();
        int used = 0;
        for (VmView vm : world.vms()) {
            List<Cell> cells = vm(vm, world);
            int length = cells.stream().mapToInt(c -> c.text().length()).sum();
            if (used > 0 && used + length > width) {
                frame.line(line);
                line = new ArrayList<>();
                used = 0;
            }
            line.addAll(cells);
            used += length;
        }
        frame.line(line);
    }

    private List<Cell> vm(VmView vm, WorldView world) {
        List<Cell> cells = new ArrayList<>();
        cells.add(vm.reachable() ? Cell.of(vm.name()) : new Cell(vm.name() + " (does not answer)", Style.RED));
        cells.add(Cell.of(" "));
        for (BindingView binding : world.bindings()) {
            if (binding.vm().equals(vm.name())) {
                cells.add(Looks.ofState(screen, binding.state()).signCell());
            }
        }
        cells.add(Cell.of("  "));
        return cells;
    }

    private void running(Frame frame, List<ReportView> running) {
        if (running.isEmpty()) {
            return;
        }
        frame.heading("Running");
        Table table = new Table();
        for (ReportView report : running) {
            long done = report.steps().stream()
                    .filter(s -> !s.status().equals("running"))
                    .count();
            table.row(
                    Cell.dim(report.id()),
                    new Cell(Durations.of(report.durationMillis()), Style.CYAN),
                    Cell.of(count((int) done, "step") + " done"),
                    Cell.of(report.request()),
                    Cell.dim(now(report)));
        }
        frame.table(table);
    }

    /** The steps that it is at. */
    private static String now(ReportView report) {
        return report.steps().stream()
                .filter(s -> s.status().equals("running"))
                .map(s -> s.step())
                .collect(Collectors.joining(", "));
    }

    private static List<BindingView> waiting(WorldView world) {
        return world.bindings().stream()
                .filter(b -> !b.state().equals("ATTACHED"))
                .sorted((a, b) -> Long.compare(b.pausedMillis(), a.pausedMillis()))
                .toList();
    }

    private void bindings(Frame frame, List<BindingView> bindings, int most) {
        Table table = new Table();
        table.row(
                Cell.of(""),
                Cell.dim("BINDING"),
                Cell.dim("VF"),
                Cell.dim("STATE"),
                Cell.dim("FOR"),
                Cell.dim("OUTAGES"),
                Cell.dim("LAST"),
                Cell.dim("TOTAL"),
                Cell.dim(bindings.stream().allMatch(b -> b.note().isEmpty()) ? "" : "WHY"));
        bindings.stream().limit(most).forEach(b -> table.row(binding(b)));
        frame.table(table);
        if (bindings.size() > most) {
            frame.line(Cell.dim("... and " + (bindings.size() - most) + " more"));
        }
    }

    private Cell[] binding(BindingView b) {
        Looks looks = Looks.ofState(screen, b.state());
        return new Cell[] {
            looks.signCell(),
            Cell.of(b.name()),
            Cell.of(b.vf()),
            looks.wordCell(),
            new Cell(b.pausedMillis() > 0 ? Durations.of(b.pausedMillis()) : "", looks.style()),
            Cell.of(Long.toString(b.pauseCount())),
            Cell.of(b.pauseCount() > 0 ? Durations.of(b.lastOutageMillis()) : ""),
            Cell.of(b.pauseCount() > 0 ? Durations.of(b.totalOutageMillis()) : ""),
            Cell.of(b.note())
        };
    }

    private Cell[] event(AgentNotification event) {
        return new Cell[] {
            Cell.dim(CLOCK.format(event.at().atZone(ZoneId.systemDefault()))),
            new Cell(EventPrinter.kind(event), EventPrinter.style(event)),
            Cell.of(EventPrinter.text(event))
        };
    }

    private static String count(int n, String word) {
        return n + " " + word + (n == 1 ? "" : "s");
    }
}
