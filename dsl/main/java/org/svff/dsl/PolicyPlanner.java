package org.svff.dsl;

import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.svff.jmx.view.VmView;
import org.svff.jmx.view.WorldView;

/**
 * Works out what a policy would do to a host, touching nothing. Bindings that no statement speaks of stay as they are; a
 * VF that is free already is preferred to one that must be made, and a card with fewer guests to one with more.
 */
public final class PolicyPlanner {
    private final Policy policy;
    private final Map<String, VmView> vms;
    private final Draft draft;
    private final Quotas quotas;
    private final Map<String, Place> fixed = new HashMap<>(); // cards whose count the policy sets
    private final Map<String, Place> grown = new HashMap<>(); // cards that get more VFs for a VM
    private final List<Change.Planned> detaches = new ArrayList<>();
    private final List<Change.Planned> attaches = new ArrayList<>();
    private final Map<String, Map<String, String>> moves = new TreeMap<>();
    private final Map<String, Policy.Card> programmed = new HashMap<>(); // cards that get another image
    private final List<Change.Queues> queues = new ArrayList<>();
    private final List<PolicyError> unmet = new ArrayList<>();

    private PolicyPlanner(Policy policy, WorldView world) {
        this.policy = policy;
        this.draft = new Draft(world);
        this.vms = world.vms().stream().collect(Collectors.toMap(VmView::name, Function.identity()));
        this.quotas = new Quotas(policy.quotas(), vms.keySet(), draft);
    }

    /** The plan of a policy as it is at this time of the day. */
    public static PolicyPlan plan(Policy policy, WorldView world, LocalTime time) {
        return plan(policy.at(time), world);
    }

    /** The plan; it is empty when the host is as the policy wants it, or can be made no more so. */
    public static PolicyPlan plan(Policy policy, WorldView world) {
        return new PolicyPlanner(policy, world).plan();
    }

    private PolicyPlan plan() {
        List<Policy.Assign> assigns = policy.assigns().stream()
                .filter(a -> vms.containsKey(a.vm()))
                .sorted(Comparator.comparing(Policy.Assign::vm)
                        .thenComparingInt(a -> a.place().line()))
                .toList();
        unmet.addAll(Contradictions.never(policy.quotas(), quotas, draft));
        assigns.forEach(this::giveUpSurplus);
        policy.cards().stream().sorted(Comparator.comparing(Policy.Card::card)).forEach(this::shape);
        assigns.forEach(this::fill);
        List<Change.Planned> changes = new ArrayList<>(detaches);
        draft.cards().forEach(card -> changes.addAll(changes(card)));
        changes.addAll(attaches);
        return new PolicyPlan(changes, unmet);
    }

    private void giveUpSurplus(Policy.Assign assign) {
        List<String> present = draft.bindings(assign.vm(), assign.from());
        for (int i = present.size() - 1; i >= assign.vfs(); i--) {
            draft.free(present.get(i));
            detaches.add(new Change.Detach(assign.place(), present.get(i)));
        }
    }

    private void shape(Policy.Card rule) {
        if (!draft.has(rule.card())) {
            unmet.add(new PolicyError(rule.place(), "there is no card " + rule.card()));
            return;
        }
        Draft.Card card = draft.card(rule.card());
        boolean isNew =
                rule.image().filter(image -> !image.equals(card.pf.image())).isPresent();
        if (card.isTaken() && (isNew || rule.queues().orElse(card.pf.wantedQueues()) != card.pf.wantedQueues())) {
            unmet.add(taken(rule, card));
            return;
        }
        if (isNew) {
            programmed.put(rule.card(), rule);
        }
        rule.queues().ifPresent(queues -> setQueues(rule, card, queues, isNew));
        rule.vfs().ifPresent(vfs -> resize(rule, card, vfs, isNew));
    }

    private static PolicyError taken(Policy.Card rule, Draft.Card card) {
        return new PolicyError(
                rule.place(), "VFs of " + rule.card() + " are in use by others than VMs: " + card.takenAsText());
    }

    /** Whether a card with another image has queues, and how many VFs it can have, the agent says when it loads it. */
    private void setQueues(Policy.Card rule, Draft.Card card, int wanted, boolean isNew) {
        if (card.pf.queues() < 0 && !isNew) {
            unmet.add(new PolicyError(rule.place(), rule.card() + " has no queues (it is no QDMA card)"));
        } else if (card.pf.wantedQueues() != wanted) {
            queues.add(new Change.Queues(rule.place(), rule.card(), wanted, card.guests()));
        }
    }

    private void resize(Policy.Card rule, Draft.Card card, int wanted, boolean isNew) {
        fixed.put(rule.card(), rule.place());
        if (wanted > card.pf.totalVfs() && !isNew) {
            unmet.add(new PolicyError(
                    rule.place(), rule.card() + " can have " + card.pf.totalVfs() + " VFs, not " + wanted));
        } else if (wanted != card.vfs && card.isTaken()) {
            unmet.add(taken(rule, card));
        } else if (card.used() > wanted) {
            unmet.add(new PolicyError(
                    rule.place(), rule.card() + " cannot have " + wanted + " VFs: " + card.used() + " are in use"));
        } else {
            shrinkOrGrow(rule.card(), card, wanted);
        }
    }

    /** Those whose VF goes get one that stays. */
    private void shrinkOrGrow(String address, Draft.Card card, int vfs) {
        card.vfs = vfs;
        new TreeMap<>(card.users()).tailMap(vfs).forEach((index, user) -> {
            int to = draft.moveDown(card, user);
            moves.computeIfAbsent(address, a -> new TreeMap<>()).put(user, address + "/" + to);
        });
    }

    private void fill(Policy.Assign assign) {
        int missing = assign.vfs() - draft.bindings(assign.vm(), assign.from()).size();
        if (missing <= 0) {
            return;
        }
        List<Draft.Card> suitable = suitable(assign);
        for (int i = 0; i < missing; i++) {
            Optional<String> refusal = refusal(assign.vm());
            Optional<Draft.Card> card = refusal.isPresent() ? Optional.empty() : choose(assign, suitable);
            if (card.isEmpty()) {
                unmet.add(new PolicyError(
                        assign.place(),
                        assign.vm() + " lacks " + (missing - i) + " of " + assign.vfs() + " VFs: "
                                + refusal.orElseGet(() -> why(assign, suitable))));
                return;
            }
            draft.give(card.get(), assign.vm());
            attaches.add(
                    new Change.Attach(assign.place(), assign.vm(), card.get().address()));
        }
    }

    /** Why the policies that the agent keeps itself would refuse the VM one more; empty when they would not. */
    private Optional<String> refusal(String vm) {
        return Optional.ofNullable(vms.get(vm))
                .filter(v ->
                        v.quota() >= 0 && draft.bindings(vm, Policy.From.ANY).size() >= v.quota())
                .map(v -> "by the agent's own policies it may have " + v.quota() + " (" + String.join("; ", v.quotas())
                        + ")");
    }

    /** A quota is a better reason than that there are no VFs. */
    private String why(Policy.Assign assign, List<Draft.Card> suitable) {
        return suitable.stream()
                .flatMap(card -> quotas.breach(assign.vm(), card).stream())
                .findFirst()
                .map(Quotas.Breach::why)
                .orElse(assign.from().words() + " has none free, and can have no more");
    }

    private Optional<Draft.Card> choose(Policy.Assign assign, List<Draft.Card> suitable) {
        Optional<Draft.Card> free = assign.spread() ? leastUsed(assign, suitable) : mostUsed(assign, suitable);
        if (free.isPresent()) {
            return free;
        }
        Optional<Draft.Card> grows = suitable.stream()
                .filter(c -> quotas.allows(assign.vm(), c))
                .filter(c -> c.vfs < c.pf.totalVfs() && !fixed.containsKey(c.address()) && !c.isTaken())
                .min(Comparator.<Draft.Card>comparingInt(c -> grown.containsKey(c.address()) ? 0 : c.used())
                        .thenComparing(Draft.Card::address));
        grows.ifPresent(card -> {
            card.vfs++;
            grown.putIfAbsent(card.address(), assign.place());
        });
        return grows;
    }

    private boolean canGive(Policy.Assign assign, Draft.Card card) {
        return card.free() > 0 && quotas.allows(assign.vm(), card);
    }

    /** The first card of which the VM has fewest; most often it has none of the first that will do. */
    private Optional<Draft.Card> leastUsed(Policy.Assign assign, List<Draft.Card> suitable) {
        Optional<Draft.Card> best = Optional.empty();
        int fewest = Integer.MAX_VALUE;
        for (Draft.Card card : suitable) {
            int own = draft.count(assign.vm(), card);
            if (own < fewest && canGive(assign, card)) {
                best = Optional.of(card);
                fewest = own;
                if (own == 0) {
                    break;
                }
            }
        }
        return best;
    }

    /** One of the few cards of which the VM has most; else the first. */
    private Optional<Draft.Card> mostUsed(Policy.Assign assign, List<Draft.Card> suitable) {
        return draft.cardsOf(assign.vm())
                .filter(c -> isSuitable(assign, c) && canGive(assign, c))
                .max(Comparator.<Draft.Card>comparingInt(c -> draft.count(assign.vm(), c))
                        .thenComparing(Draft.Card::address, Comparator.reverseOrder()))
                .or(() -> suitable.stream().filter(c -> canGive(assign, c)).findFirst());
    }

    private static boolean isSuitable(Policy.Assign assign, Draft.Card card) {
        return card.pf.state().equals("READY") && assign.from().test().test(card.pf);
    }

    private List<Draft.Card> suitable(Policy.Assign assign) {
        Optional<String> address = assign.from().address();
        Stream<Draft.Card> candidates =
                address.isPresent() ? address.filter(draft::has).map(draft::card).stream() : draft.cards().stream();
        return candidates.filter(c -> isSuitable(assign, c)).toList();
    }

    /** What is done to a card. An image brings the number of VFs with it, so that guests wait once. */
    private List<Change.Planned> changes(Draft.Card card) {
        List<Change.Planned> changes = new ArrayList<>();
        String address = card.address();
        Map<String, String> moved = moves.getOrDefault(address, Map.of());
        Policy.Card programs = programmed.get(address);
        boolean counts = card.vfs != card.pf.numVfs();
        if (counts && (programs == null || !moved.isEmpty())) {
            Place why = Optional.ofNullable(fixed.get(address)).orElseGet(() -> grown.get(address));
            changes.add(new Change.Reconfigure(why, address, card.pf.numVfs(), card.vfs, moved, card.guests()));
        }
        if (programs != null) {
            changes.add(new Change.Program(
                    programs.place(),
                    address,
                    programs.image().orElseThrow(),
                    counts && moved.isEmpty() ? OptionalInt.of(card.vfs) : OptionalInt.empty(),
                    card.guests()));
        }
        queues.stream().filter(q -> q.card().equals(address)).forEach(changes::add);
        return changes;
    }
}
