package org.svff.jconsole.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What there is to know of what is selected. */
public record Facts(String title, List<Fact> facts) {
    public Facts {
        facts = List.copyOf(facts);
    }

    /** One line: what it is, and how it is. */
    public record Fact(String name, String value) {}

    public static Facts of(Selection selection, Host host) {
        if (selection instanceof Selection.OfCard s) {
            return host.card(s.pf()).map(Facts::card).orElseGet(Facts::nothing);
        }
        if (selection instanceof Selection.OfVf s) {
            return host.vf(s.pf(), s.index()).map(vf -> vf(vf, host)).orElseGet(Facts::nothing);
        }
        if (selection instanceof Selection.OfVm s) {
            return host.vm(s.vm()).map(vm -> vm(vm, host)).orElseGet(Facts::nothing);
        }
        return nothing();
    }

    private static Facts nothing() {
        return new Facts("Nothing selected", List.of());
    }

    private static Facts card(Card card) {
        Lines lines = new Lines();
        lines.add("State", card.note().isEmpty() ? card.state() : card.state() + ": " + card.note());
        lines.add("Driver", card.driver());
        lines.add("Interfaces", String.join(", ", card.interfaces()));
        lines.add("VFs", card.vfs().size() + " of " + card.totalVfs());
        return new Facts("Card " + card.address(), lines.facts);
    }

    private static Facts vf(Vf vf, Host host) {
        Lines lines = new Lines();
        lines.add("State", state(vf));
        Optional<Binding> binding = host.binding(vf.binding());
        lines.add("Guest device", vf.device());
        lines.add("Why", binding.map(Binding::note).orElse(""));
        lines.add("Outages", binding.map(Facts::outages).orElse(""));
        lines.add("Held by", vf.state() == VfState.FOREIGN ? String.join(", ", vf.holders()) : "");
        lines.add("PCI address", vf.address());
        lines.add("Driver", vf.driver());
        lines.add("MAC", vf.mac().isEmpty() || vf.vlan() == 0 ? vf.mac() : vf.mac() + ", VLAN " + vf.vlan());
        return new Facts("VF " + vf.name(), lines.facts);
    }

    private static String state(Vf vf) {
        String who = vf.holder();
        return switch (vf.state()) {
            case ATTACHED -> "attached to " + who;
            case PAUSED -> "paused; kept for " + who;
            case FAILED -> "failed; owed to " + who;
            case HOST -> "the host itself uses it: " + who;
            case FOREIGN -> "foreign: held by none of the VMs";
            case FREE, UNKNOWN -> vf.state().words();
        };
    }

    private static String outages(Binding b) {
        if (b.outages() == 0) {
            return "none since the agent started";
        }
        return b.outages() + ", the last " + Words.lasting(Duration.ofMillis(b.lastOutageMillis())) + ", all "
                + Words.lasting(Duration.ofMillis(b.totalOutageMillis()));
    }

    private static Facts vm(Vm vm, Host host) {
        Lines lines = new Lines();
        lines.add("QEMU", (vm.qemu() + " " + (vm.reachable() ? vm.status() : "does not answer")).strip());
        lines.add("Note", vm.note());
        lines.add("Can pause", vm.canPause() ? "yes" : "no: its guest sees devices go and come back");
        lines.add("Has", Words.has(vm));
        lines.add("Quota", String.join("; ", vm.quotas()));
        lines.add(
                "Free ports",
                vm.freePorts().isEmpty()
                        ? "none"
                        : Integer.toString(vm.freePorts().size()));
        List<Binding> bindings = host.bindingsOf(vm.name());
        for (Binding b : bindings.subList(0, Math.min(4, bindings.size()))) {
            lines.add(
                    b.device(),
                    (b.vf().isEmpty() ? "no VF" : b.vf()) + ", " + b.state().words());
        }
        return new Facts("VM " + vm.name(), lines.facts);
    }

    /** Lines that have something to say. */
    private static final class Lines {
        private final List<Fact> facts = new ArrayList<>();

        void add(String name, String value) {
            if (!value.isEmpty()) {
                facts.add(new Fact(name, value));
            }
        }
    }
}
