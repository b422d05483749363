package org.svff.dsl;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.svff.cli.policy.PolicyLanguage.Decided;
import org.svff.jmx.AgentClient;
import org.svff.world.SvffException;

/** Makes the host as policies want it, with patience for what fails and what others undo. */
final class Convergence {
    private final Telling telling;
    private final Clock clock;
    private final BooleanSupplier stopped;
    private final Patience patience = new Patience();
    private final Set<String> unmet = new HashSet<>();

    Convergence(Telling telling, Clock clock, BooleanSupplier stopped) {
        this.telling = telling;
        this.clock = clock;
        this.stopped = stopped;
    }

    /**
     * What is left.
     *
     * @param again whether to look again at once: something failed, and the rest may have to be planned anew
     * @param next after how long there is something to do again; at most what was asked for
     */
    record Left(boolean again, Duration next) {}

    /** A VM that comes again is given its VFs at once. */
    void forget(String vm) {
        patience.forget(vm);
    }

    /** Makes what is due of the changes that the policies want now. */
    Left converge(AgentClient agent, Collection<Policy> policies, Duration longest) {
        PolicyPlan plan = PolicyPlanner.plan(
                Policy.together(policies, LocalTime.now(clock)), agent.agent().snapshot());
        tellUnmet(plan);
        List<Change.Planned> ready = new ArrayList<>();
        Duration next = ready(plan, ready, longest);
        for (Change.Planned change : ready) {
            if (stopped.getAsBoolean()) {
                return new Left(false, next);
            }
            if (!make(agent, change)) {
                return new Left(true, next);
            }
        }
        return new Left(false, next);
    }

    /** Parts what may be done now from what has to wait; a VM waits with the card that is to have its VF. */
    private Duration ready(PolicyPlan plan, List<Change.Planned> ready, Duration longest) {
        Duration next = longest;
        Set<String> waitingCards = new HashSet<>();
        Map<Patience.Key, Patience.Wait> waits = new HashMap<>();
        for (Change.Planned change : plan.changes()) {
            Patience.Key key = Patience.Key.of(change);
            Patience.Wait wait = waits.computeIfAbsent(key, k -> patience.wanted(k, clock.instant()));
            if (wait.isOver() && !(change instanceof Change.Attach a && waitingCards.contains(a.from()))) {
                ready.add(change);
                continue;
            }
            change.changedCard().ifPresent(waitingCards::add);
            if (wait.isNews()) {
                telling.tell(
                        Decided.WAITS,
                        change.text() + ": was undone by somebody, and is done again in "
                                + wait.left().toSeconds() + " s",
                        change.why().toString());
            }
            if (!wait.isOver() && wait.left().compareTo(next) < 0) {
                next = wait.left();
            }
            waits.put(key, new Patience.Wait(wait.left(), false));
        }
        return next;
    }

    private boolean make(AgentClient agent, Change.Planned change) {
        Patience.Key key = Patience.Key.of(change);
        try {
            change.make(agent);
            patience.made(key, clock.instant());
            telling.tell(Decided.DONE, change.text(), change.why().toString());
            return true;
        } catch (SvffException | IllegalStateException e) {
            Duration wait = patience.failed(key, clock.instant());
            telling.tell(
                    Decided.FAILED,
                    change.text() + ": " + e.getMessage() + "; again in " + wait.toSeconds() + " s",
                    change.why().toString());
            return false;
        }
    }

    /** Once, until it was met. */
    private void tellUnmet(PolicyPlan plan) {
        Set<String> now = new HashSet<>();
        for (PolicyError error : plan.unmet()) {
            now.add(error.toString());
            if (unmet.add(error.toString())) {
                telling.tell(Decided.UNMET, error.message(), error.place().toString());
            }
        }
        unmet.retainAll(now);
    }
}
