package org.svff.cli.print;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.svff.jmx.view.BindingView;
import org.svff.jmx.view.PfView;
import org.svff.jmx.view.VfView;
import org.svff.jmx.view.VmView;
import org.svff.jmx.view.WorldView;

/** Prints cards with their VFs, then VMs with their devices. */
public final class WorldPrinter {
    /** As many free VFs in a row are shown on one line. */
    private static final int RUN = 4;

    private final Screen screen;
    private final boolean everyVf;

    /** @param everyVf whether to show long runs of free VFs one by one */
    public WorldPrinter(Screen screen, boolean everyVf) {
        this.screen = screen;
        this.everyVf = everyVf;
    }

    public void print(WorldView world) {
        Map<String, List<VfView>> vfsOf = world.vfs().stream().collect(Collectors.groupingBy(VfView::pf));
        Map<String, BindingView> bindings =
                world.bindings().stream().collect(Collectors.toMap(BindingView::name, b -> b, (a, b) -> a));
        if (world.pfs().isEmpty()) {
            screen.line("no SR-IOV devices on this host (svff doctor says why)");
        }
        attention(world);
        for (PfView pf : world.pfs()) {
            card(pf, vfsOf.getOrDefault(pf.address(), List.of()), bindings);
            screen.line("");
        }
        if (world.vms().isEmpty()) {
            screen.line("no VMs (the agent's vm.sockets says where it looks)");
        }
        for (VmView vm : world.vms()) {
            vm(
                    vm,
                    world.bindings().stream()
                            .filter(b -> b.vm().equals(vm.name()))
                            .toList());
        }
        screen.out().flush();
    }

    /** What must not be overlooked stands first. */
    private void attention(WorldView world) {
        long failed = count(world, "FAILED");
        long paused = count(world, "PAUSED");
        if (failed > 0) {
            screen.line(screen.paint(
                    Style.RED,
                    screen.draw("✗ ", "! ") + bindings(failed) + " owed a VF: see why below, then svff resume"));
        }
        if (paused > 0) {
            screen.line(screen.paint(Style.YELLOW, screen.draw("◐ ", "= ") + bindings(paused) + " paused"));
        }
        world.drift()
                .forEach(drift ->
                        screen.line(screen.paint(Style.YELLOW, screen.draw("≠ ", "# ") + "not as wanted: " + drift)));
        if (failed + paused + world.drift().size() > 0) {
            screen.line("");
        }
    }

    private static long count(WorldView world, String state) {
        return world.bindings().stream().filter(b -> b.state().equals(state)).count();
    }

    private static String bindings(long count) {
        return count == 1 ? "1 binding is" : count + " bindings are";
    }

    private void card(PfView pf, List<VfView> vfs, Map<String, BindingView> bindings) {
        List<String> facts = new ArrayList<>();
        facts.add(pf.vendorId() + ":" + pf.deviceId());
        facts.add(pf.driver().isEmpty() ? "no driver" : pf.driver());
        facts.addAll(pf.interfaces());
        if (pf.numaNode() >= 0) {
            facts.add("node " + pf.numaNode());
        }
        facts.add(pf.numVfs() + " of " + pf.totalVfs() + " VFs");
        if (pf.numVfs() > 0) {
            facts.add(pf.freeVfs() + " free");
        }
        if (pf.queues() >= 0) {
            facts.add(pf.queues() + " queues");
        }
        if (!pf.image().isEmpty()) {
            facts.add("runs " + pf.image());
        }
        screen.line(screen.paint(Style.BOLD, "PF " + pf.address()) + "  " + String.join("  ", facts));
        if (!"READY".equals(pf.state())) {
            screen.line(screen.paint(Style.RED, screen.draw("✗ ", "! ") + pf.state() + reason(pf.note())));
        }
        if (vfs.size() > 1) {
            Line strip = new Line(screen, screen.width());
            Strip.of(screen, vfs).forEach(strip::add);
            screen.line(strip.toString());
        }
        Table table = new Table();
        List<List<VfView>> groups = grouped(vfs);
        for (int i = 0; i < groups.size(); i++) {
            vf(table, groups.get(i), i == groups.size() - 1, bindings);
        }
        table.lines(screen).forEach(screen::line);
    }

    /** VFs one by one, but long runs of free ones with the same driver together. */
    private List<List<VfView>> grouped(List<VfView> vfs) {
        List<List<VfView>> runs = new ArrayList<>();
        for (VfView vf : vfs) {
            List<VfView> last = runs.isEmpty() ? List.of() : runs.get(runs.size() - 1);
            if (!last.isEmpty()
                    && isFree(vf)
                    && isFree(last.get(0))
                    && vf.driver().equals(last.get(0).driver())
                    && vf.settings().equals(last.get(0).settings())) {
                last.add(vf);
            } else {
                runs.add(new ArrayList<>(List.of(vf)));
            }
        }
        List<List<VfView>> groups = new ArrayList<>();
        for (List<VfView> run : runs) {
            if (everyVf || run.size() < RUN) {
                run.forEach(vf -> groups.add(List.of(vf)));
            } else {
                groups.add(run);
            }
        }
        return groups;
    }

    private static boolean isFree(VfView vf) {
        return vf.state().equals("FREE");
    }

    private void vf(Table table, List<VfView> group, boolean last, Map<String, BindingView> bindings) {
        VfView vf = group.get(0);
        Looks looks = Looks.ofState(screen, vf.state());
        String index = "VF " + vf.index();
        String address = vf.address();
        if (group.size() > 1) {
            index += "-" + group.get(group.size() - 1).index();
            address = group.size() + " VFs";
        }
        BindingView binding = bindings.get(vf.vm() + "/" + vf.device());
        table.row(
                Cell.dim(screen.draw(last ? "└─" : "├─", last ? "`-" : "|-")),
                looks.signCell(),
                Cell.of(index),
                Cell.dim(address),
                looks.wordCell(),
                Cell.of(group.size() > 1 ? who(vf, binding) : told(who(vf, binding), settings(vf))));
    }

    private static String told(String who, String settings) {
        return settings.isEmpty() ? who : who.isEmpty() ? settings : who + "  " + settings;
    }

    /** What somebody set on a network VF, empty for one that is as it was made; of an NVMe VF, what it has. */
    private static String settings(VfView vf) {
        boolean set = !vf.mac().isEmpty() || vf.vlan() != 0 || vf.minTxRate() + vf.maxTxRate() != 0;
        boolean isNetwork = !vf.link().isEmpty();
        return set || !isNetwork ? vf.settings() : "";
    }

    private static String who(VfView vf, @org.jspecify.annotations.Nullable BindingView binding) {
        return switch (vf.state()) {
            case "FREE" -> vf.driver().isEmpty() ? "" : "driver " + vf.driver();
            case "HOST" -> vf.hostUse();
            case "FOREIGN" -> String.join(", ", vf.holders());
            default -> vf.vm() + "/" + vf.device() + (binding == null ? "" : since(binding));
        };
    }

    private void vm(VmView vm, List<BindingView> bindings) {
        List<String> facts = new ArrayList<>();
        facts.add(vm.reachable() ? vm.status() : "does not answer");
        if (vm.pid() > 0) {
            facts.add("pid " + vm.pid());
        }
        if (!vm.qemuVersion().isEmpty()) {
            facts.add("QEMU " + vm.qemuVersion());
        }
        facts.add(vm.pauseSupported() ? "can pause" : "cannot pause");
        int ports = vm.freePorts().size();
        facts.add(ports == 0 ? "no free port" : ports == 1 ? "1 free port" : ports + " free ports");
        screen.line(screen.paint(Style.BOLD, "VM " + vm.name()) + "  " + String.join("  ", facts));
        if (!vm.note().isEmpty()) {
            screen.line(screen.paint(vm.reachable() ? Style.YELLOW : Style.RED, screen.draw("✗ ", "! ") + vm.note()));
        }
        Table table = new Table();
        for (int i = 0; i < bindings.size(); i++) {
            BindingView binding = bindings.get(i);
            boolean last = i == bindings.size() - 1;
            Looks looks = Looks.ofState(screen, binding.state());
            table.row(
                    Cell.dim(screen.draw(last ? "└─" : "├─", last ? "`-" : "|-")),
                    looks.signCell(),
                    Cell.of(binding.device()),
                    Cell.of(binding.vf().isEmpty() ? "no VF" : binding.vf()),
                    looks.wordCell(),
                    Cell.of((since(binding) + reason(binding.note())).strip()));
        }
        table.lines(screen).forEach(screen::line);
    }

    private static String since(BindingView binding) {
        return binding.state().equals("PAUSED") && binding.pausedMillis() > 0
                ? " for " + Durations.of(binding.pausedMillis())
                : "";
    }

    private static String reason(String note) {
        return note.isEmpty() ? "" : ": " + note;
    }
}
