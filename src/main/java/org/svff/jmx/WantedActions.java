package org.svff.jmx;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.svff.engine.Control;
import org.svff.jmx.view.ReportView;
import org.svff.jmx.view.RestorationView;
import org.svff.pci.PciAddress;
import org.svff.plan.Refused;
import org.svff.plan.Request;
import org.svff.state.Cards;
import org.svff.state.Comparison;
import org.svff.state.Restoration;
import org.svff.state.Wanted;
import org.svff.state.WantedYaml;
import org.svff.world.BindingId;
import org.svff.world.SvffException;
import org.svff.world.World;

/** What the agent's MBean does about what is wanted of the host. */
final class WantedActions {
    private static final Duration REFRESH = Duration.ofSeconds(30);

    private final Actions actions;
    private final Control control;

    WantedActions(Actions actions) {
        this.actions = actions;
        this.control = actions.control();
    }

    String export() {
        return WantedYaml.write(Cards.located(control.wanted(), control.world()));
    }

    RestorationView planRestore() {
        return plan(control.wanted());
    }

    RestorationView planImport(String yaml) {
        Wanted all = merged(control.wanted(), yaml, control.world());
        requirePossible(all);
        return plan(all);
    }

    RestorationView restore() {
        control.refresh(REFRESH);
        return make();
    }

    /** Refuses it whole, with nothing changed, when a card cannot become so; then all of it is wanted, and made. */
    RestorationView importWanted(String yaml) {
        World world = control.refresh(REFRESH);
        requirePossible(merged(control.wanted(), yaml, world));
        try {
            control.want(before -> merged(before, yaml, world));
        } catch (SvffException e) {
            throw refused(e);
        }
        return make();
    }

    /** @param what a binding when it has a slash, else a PF */
    void forget(String what) {
        Wanted wanted = Cards.located(control.wanted(), control.world());
        boolean binding = what.indexOf('/') >= 0;
        boolean known = binding
                ? wanted.bindings().containsKey(BindingId.parse(what))
                : wanted.pfs().containsKey(PciAddress.parse(what));
        if (!known) {
            throw new IllegalStateException(
                    "REFUSED: " + what + ": nothing is wanted of it; `svff export` shows what is wanted");
        }
        try {
            control.want(before -> {
                Wanted now = Cards.located(before, control.world());
                return binding ? now.without(BindingId.parse(what)) : now.without(PciAddress.parse(what));
            });
        } catch (SvffException e) {
            throw refused(e);
        }
    }

    private static Wanted merged(Wanted before, String yaml, World world) {
        try {
            Wanted imported = Cards.located(WantedYaml.read(yaml, world), world);
            return Cards.located(before, world).over(imported);
        } catch (SvffException e) {
            throw refused(e);
        }
    }

    /** Without its cause: clients need not have svff's classes. */
    private static IllegalStateException refused(SvffException e) {
        return new IllegalStateException("REFUSED: " + e.trouble());
    }

    /** Each card's first request must be possible now; what comes after it depends on it. */
    private void requirePossible(Wanted all) {
        Set<PciAddress> seen = new HashSet<>();
        for (Request request : Restoration.cards(all, control.world(), Restoration.Scope.ALL)) {
            if (seen.add(Restoration.pfOf(request))) {
                try {
                    control.plan(request);
                } catch (Refused e) {
                    throw refused(e);
                }
            }
        }
    }

    private RestorationView plan(Wanted wanted) {
        World world = control.world();
        List<String> changes = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        for (Request request : Restoration.cards(wanted, world, Restoration.Scope.ALL)) {
            changes.add(request.toString());
            try {
                control.plan(request);
            } catch (Refused e) {
                failures.add(e.trouble().toString());
            }
        }
        Restoration.bindings(wanted, world, Restoration.Scope.ALL).forEach(request -> changes.add(request.toString()));
        Comparison comparison = Comparison.of(wanted, world);
        Restoration.missing(wanted, world).forEach(drift -> failures.add(drift.toString()));
        return new RestorationView(changes, failures, names(comparison.waiting()), List.of());
    }

    /** Cards first, then what needs their VFs. What fails keeps nothing else from being done. */
    private RestorationView make() {
        List<String> changes = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        List<ReportView> reports = new ArrayList<>();
        run(Restoration.cards(control.wanted(), control.world(), Restoration.Scope.ALL), changes, failures, reports);
        run(Restoration.bindings(control.wanted(), control.world(), Restoration.Scope.ALL), changes, failures, reports);
        Restoration.missing(control.wanted(), control.world()).forEach(drift -> failures.add(drift.toString()));
        return new RestorationView(changes, failures, names(control.comparison().waiting()), reports);
    }

    private void run(List<Request> requests, List<String> changes, List<String> failures, List<ReportView> reports) {
        for (Request request : requests) {
            changes.add(request.toString());
            try {
                reports.add(actions.run(request));
            } catch (IllegalStateException e) {
                failures.add(String.valueOf(e.getMessage()));
            }
        }
    }

    private static List<String> names(List<BindingId> bindings) {
        return bindings.stream().map(BindingId::toString).toList();
    }
}
