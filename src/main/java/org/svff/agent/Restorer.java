package org.svff.agent;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.svff.engine.Control;
import org.svff.engine.Report;
import org.svff.pci.VfName;
import org.svff.plan.Request;
import org.svff.state.Cards;
import org.svff.state.Comparison;
import org.svff.state.Restoration;
import org.svff.state.Wanted;
import org.svff.state.WantedPf;
import org.svff.world.BindingId;
import org.svff.world.PfState;
import org.svff.world.PhysicalFunction;
import org.svff.world.World;

/**
 * At the agent's start, tells how the host differs from what is wanted of it, and makes it so again as far as it is told to.
 * Each thing is tried once, as soon as what it needs is there: cards may get their drivers late, and VMs be started late.
 * What was as wanted at the start, or is restored, is not looked after any more: a VM that ends later ends.
 */
final class Restorer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Restorer.class);

    private final Control control;
    private final Restoration.Scope scope;
    private final Duration patience;
    private final List<WantedPf> pfs = new ArrayList<>();
    private final Set<BindingId> bindings = new TreeSet<>();
    private final Semaphore changed = new Semaphore(1);
    private final Thread thread = new Thread(this::restore, "svff-restore");
    private final Control.Subscription subscription;

    private Restorer(Control control, Restoration.Scope scope, Duration patience) {
        this.control = control;
        this.scope = scope;
        this.patience = patience;
        this.subscription = control.subscribe(event -> changed.release());
        thread.setDaemon(true);
    }

    /**
     * Begins; what it does are operations as all others, of the requester "agent".
     *
     * @param patience how long to wait for the end of each
     */
    static Restorer start(Control control, Restoration.Scope scope, Duration patience) {
        Restorer restorer = new Restorer(control, scope, patience);
        tell(control.comparison(), scope);
        if (scope == Restoration.Scope.NONE) {
            restorer.subscription.close();
        } else {
            restorer.find();
            restorer.thread.start();
        }
        return restorer;
    }

    private static void tell(Comparison comparison, Restoration.Scope scope) {
        comparison.drift().forEach(drift -> LOG.warn("not as wanted: {}", drift));
        if (!comparison.drift().isEmpty() && scope == Restoration.Scope.NONE) {
            LOG.warn("nothing of it is restored, since state.restore is none; `svff restore` does it");
        }
    }

    /** What is not as wanted, or not there to be told. */
    private void find() {
        World world = control.world();
        Wanted wanted = control.wanted();
        for (WantedPf pf : wanted.sortedPfs()) {
            if (card(pf, world).isEmpty() || !requests(pf, world).isEmpty()) {
                pfs.add(pf);
            }
        }
        Wanted located = Cards.located(wanted, world);
        located.bindings().forEach((id, vf) -> {
            if (world.binding(id).filter(b -> b.vf().equals(Optional.of(vf))).isEmpty()) {
                bindings.add(id);
            }
        });
    }

    private void restore() {
        try {
            while (!pfs.isEmpty() || (scope == Restoration.Scope.ALL && !bindings.isEmpty())) {
                changed.acquire();
                changed.drainPermits();
                restoreCards();
                if (scope == Restoration.Scope.ALL) {
                    restoreBindings();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the agent ends
        }
        subscription.close();
    }

    private static Optional<PhysicalFunction> card(WantedPf pf, World world) {
        return Cards.find(pf, world).filter(there -> there.state() == PfState.READY);
    }

    private void restoreCards() throws InterruptedException {
        for (Iterator<WantedPf> i = pfs.iterator(); i.hasNext(); ) {
            WantedPf pf = i.next();
            World world = control.world();
            if (card(pf, world).isPresent()) {
                i.remove();
                for (Request request : requests(pf, world)) {
                    run(request);
                }
            }
        }
    }

    /** By what is wanted of the card now, which may be another thing than at the start. */
    private List<Request> requests(WantedPf pf, World world) {
        Optional<WantedPf> now = Cards.find(pf, world)
                .flatMap(there -> Cards.located(control.wanted(), world).pf(there.address()));
        return now.map(n -> Restoration.cards(new Wanted(Map.of(n.address(), n), Map.of()), world, scope))
                .orElse(List.of());
    }

    private void restoreBindings() throws InterruptedException {
        for (Iterator<BindingId> i = bindings.iterator(); i.hasNext(); ) {
            BindingId id = i.next();
            World world = control.world();
            Wanted wanted = Cards.located(control.wanted(), world);
            Optional<VfName> vf = Optional.ofNullable(wanted.bindings().get(id));
            if (vf.isEmpty()) {
                i.remove(); // nobody wants it any more
            } else if (isReady(id, vf.get(), world)) {
                i.remove();
                Wanted one = new Wanted(wanted.pfs(), Map.of(id, vf.get()));
                for (Request request : Restoration.bindings(one, world, scope)) {
                    run(request);
                }
            }
        }
    }

    /** The VM answers, and the VF is there, or its card has been tried. */
    private boolean isReady(BindingId id, VfName vf, World world) {
        boolean cardToCome = pfs.stream()
                .anyMatch(pf -> Cards.find(pf, world)
                        .map(PhysicalFunction::address)
                        .orElse(pf.address())
                        .equals(vf.pf()));
        return world.vm(id.vm()).filter(vm -> vm.reachable()).isPresent()
                && (world.vf(vf).isPresent() || !cardToCome);
    }

    private void run(Request request) throws InterruptedException {
        LOG.info("restoring: {}", request);
        Report report = control.run(request, "agent", patience);
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (!report.outcome().isSuccess()) {
            LOG.warn("not restored: {}: {} {}", request, report.outcome(), report.troubles());
        }
    }

    @Override
    public void close() {
        subscription.close();
        thread.interrupt();
    }
}
