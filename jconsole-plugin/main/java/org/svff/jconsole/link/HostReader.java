package org.svff.jconsole.link;

import static java.util.stream.Collectors.groupingBy;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.svff.jconsole.model.Binding;
import org.svff.jconsole.model.Card;
import org.svff.jconsole.model.Host;
import org.svff.jconsole.model.Vf;
import org.svff.jconsole.model.VfState;
import org.svff.jconsole.model.Vm;

/** Reads what the agent's snapshot() answers. */
final class HostReader {
    private HostReader() {}

    static Host read(Open world) {
        Map<String, List<Vf>> vfs = world.each("vfs", HostReader::vf).stream().collect(groupingBy(Vf::pf));
        return new Host(
                world.number("generation", 0),
                world.time("takenAt").orElse(Instant.EPOCH),
                world.each("pfs", pf -> card(pf, vfs.getOrDefault(pf.text("address"), List.of()))),
                world.each("vms", HostReader::vm),
                world.each("bindings", HostReader::binding));
    }

    private static Card card(Open pf, List<Vf> vfs) {
        return new Card(
                pf.text("address"),
                pf.text("driver"),
                pf.integer("totalVfs", 0),
                pf.integer("numaNode", -1),
                pf.text("state"),
                pf.text("note"),
                pf.texts("interfaces"),
                vfs.stream().sorted(Comparator.comparingInt(Vf::index)).toList());
    }

    private static Vf vf(Open vf) {
        return new Vf(
                vf.text("pf"),
                vf.integer("index", -1),
                vf.text("address"),
                vf.text("driver"),
                VfState.of(vf.text("state")),
                vf.text("vm"),
                vf.text("device"),
                vf.texts("holders"),
                vf.text("hostUse"),
                vf.text("mac"),
                vf.integer("vlan", 0));
    }

    private static Vm vm(Open vm) {
        return new Vm(
                vm.text("name"),
                vm.text("qemuVersion"),
                vm.text("status"),
                vm.flag("reachable"),
                vm.text("note"),
                vm.flag("pauseSupported"),
                vm.integer("vfCount", 0),
                vm.integer("quota", -1),
                vm.texts("quotas"),
                vm.texts("freePorts"));
    }

    private static Binding binding(Open b) {
        return new Binding(
                b.text("name"),
                b.text("vm"),
                b.text("device"),
                b.text("vf"),
                VfState.of(b.text("state")),
                b.text("note"),
                b.time("pausedSince"),
                b.number("pauseCount", 0),
                b.number("lastOutageMillis", 0),
                b.number("totalOutageMillis", 0));
    }
}
