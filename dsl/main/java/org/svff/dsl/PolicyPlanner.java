package org.svff.dsl;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.svff.jmx.view.VmView;
import org.svff.jmx.view.WorldView;

/**
 * Works out what a policy would do to a host, touching nothing. Bindings that no statement speaks of stay as they are; a
 * VF that is free already is preferred to one that must be made, and a card with fewer guests to one with more.
 */
public final class PolicyPlanner {
    private final Policy policy;
    private final WorldView world;
    private final Draft draft;
    private final Quotas quotas;
    private final Map<String, Place> fixed = new HashMap<>(); // cards whose count the policy sets
    private final Map<String, Place> grown = new HashMap<>(); // cards that get more VFs for a VM
    private final List<Change> detaches = new ArrayList<>();
    private final List<Change> attaches = new ArrayList<>();
    private final Map<String, Map<String, String>> moves = new TreeMap<>();
    private final List<PolicyError> unmet = new ArrayList<>();

    private PolicyPlanner(Policy policy, WorldView world) {
        this.policy = policy;
        this.world = world;
        this.draft = new Draft(world);
        this.quotas = new Quotas(
                policy.quotas(), world.vms().stream().map(VmView::name).toList());
    }

    /** The plan; it is empty when the host is as the policy wants it, or can be made no more so. */
    public static PolicyPlan plan(Policy policy, WorldView world) {
        return new PolicyPlanner(policy, world).plan();
    }

    private PolicyPlan plan() {
        List<Policy.Assign> assigns = policy.assigns().stream()
                .filter(this::isRunning)
                .sorted(Comparator.comparing(Policy.Assign::vm)
                        .thenComparing(a -> a.place().line()))
                .toList();
        unmet.addAll(quotas.contradictions(draft));
        assigns.forEach(this::giveUpSurplus);
        policy.cards().stream().sorted(Comparator.comparing(Policy.Card::card)).forEach(this::resize);
        assigns.forEach(this::fill);
        List<Change> changes = new ArrayList<>(detaches);
        changes.addAll(reconfigures());
        changes.addAll(attaches);
        return new PolicyPlan(changes, unmet);
    }

    private boolean isRunning(Policy.Assign assign) {
        return world.vms().stream().map(VmView::name).anyMatch(assign.vm()::equals);
    }

    private void giveUpSurplus(Policy.Assign assign) {
        List<String> present = draft.bindings(assign.vm(), assign.from());
        for (int i = present.size() - 1; i >= assign.vfs(); i--) {
            draft.free(present.get(i));
            detaches.add(new Change.Detach(assign.place(), present.get(i)));
        }
    }

    private void resize(Policy.Card rule) {
        if (!draft.has(rule.card())) {
            unmet.add(new PolicyError(rule.place(), "there is no card " + rule.card()));
            return;
        }
        Draft.Card card = draft.card(rule.card());
        fixed.put(rule.card(), rule.place());
        if (rule.vfs() > card.pf.totalVfs()) {
            unmet.add(new PolicyError(
                    rule.place(), rule.card() + " can have " + card.pf.totalVfs() + " VFs, not " + rule.vfs()));
        } else if (rule.vfs() != card.vfs && !card.taken.isEmpty()) {
            unmet.add(new PolicyError(
                    rule.place(), "VFs of " + rule.card() + " are in use by others than VMs: " + card.takenAsText()));
        } else if (card.users.size() > rule.vfs()) {
            unmet.add(new PolicyError(
                    rule.place(),
                    rule.card() + " cannot have " + rule.vfs() + " VFs: " + card.users.size() + " are in use"));
        } else {
            shrinkOrGrow(rule.card(), card, rule.vfs());
        }
    }

    /** Those whose VF goes get one that stays. */
    private void shrinkOrGrow(String address, Draft.Card card, int vfs) {
        Map<Integer, String> high = new TreeMap<>(card.users);
        high.keySet().removeIf(index -> index < vfs);
        card.vfs = vfs;
        high.forEach((index, user) -> {
            card.users.remove(index);
            int lowest = IntStream.range(0, vfs)
                    .filter(i -> !card.users.containsKey(i))
                    .findFirst()
                    .orElseThrow();
            card.users.put(lowest, user);
            moves.computeIfAbsent(address, a -> new TreeMap<>()).put(user, address + "/" + lowest);
        });
    }

    private void fill(Policy.Assign assign) {
        int missing = assign.vfs() - draft.bindings(assign.vm(), assign.from()).size();
        for (int i = 0; i < missing; i++) {
            Optional<Draft.Card> card = choose(assign);
            if (card.isEmpty()) {
                unmet.add(new PolicyError(
                        assign.place(),
                        assign.vm() + " lacks " + (missing - i) + " of " + assign.vfs() + " VFs: " + why(assign)));
                return;
            }
            card.get().give(assign.vm());
            attaches.add(
                    new Change.Attach(assign.place(), assign.vm(), card.get().pf.address()));
        }
    }

    /** A quota is a better reason than that there are no VFs. */
    private String why(Policy.Assign assign) {
        return suitable(assign)
                .flatMap(card -> quotas.breach(draft, assign.vm(), card).stream())
                .findFirst()
                .orElse(assign.from().words() + " has none free, and can have no more");
    }

    private Stream<Draft.Card> suitable(Policy.Assign assign) {
        return draft.cards().stream()
                .filter(c ->
                        c.pf.state().equals("READY") && assign.from().test().test(c.pf));
    }

    private Optional<Draft.Card> choose(Policy.Assign assign) {
        List<Draft.Card> candidates = suitable(assign)
                .filter(c -> quotas.breach(draft, assign.vm(), c).isEmpty())
                .toList();
        Comparator<Draft.Card> own = Comparator.comparingLong(c -> c.of(assign.vm()));
        Optional<Draft.Card> free = candidates.stream()
                .filter(c -> c.free() > 0)
                .min((assign.spread() ? own : own.reversed()).thenComparing(c -> c.pf.address()));
        Optional<Draft.Card> grows = candidates.stream()
                .filter(c -> c.vfs < c.pf.totalVfs() && !fixed.containsKey(c.pf.address()) && c.taken.isEmpty())
                .min(Comparator.<Draft.Card>comparingInt(c -> grown.containsKey(c.pf.address()) ? 0 : c.users.size())
                        .thenComparing(c -> c.pf.address()));
        if (free.isPresent() || grows.isEmpty()) {
            return free;
        }
        grows.get().vfs++;
        grown.putIfAbsent(grows.get().pf.address(), assign.place());
        return grows;
    }

    private List<Change> reconfigures() {
        List<Change> changes = new ArrayList<>();
        for (Draft.Card card : draft.cards()) {
            String address = card.pf.address();
            if (card.vfs != card.pf.numVfs()) {
                Place why = Optional.ofNullable(fixed.get(address)).orElseGet(() -> grown.get(address));
                long paused = card.users.values().stream()
                        .filter(u -> u.indexOf('/') >= 0)
                        .count();
                changes.add(new Change.Reconfigure(
                        why, address, card.pf.numVfs(), card.vfs, moves.getOrDefault(address, Map.of()), (int) paused));
            }
        }
        return changes;
    }
}
