package org.svff.dsl;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.svff.jmx.view.VmView;
import org.svff.jmx.view.WorldView;

/** Finds what a policy says and cannot all be kept, whatever is done to the host. Never speaks of what could be kept. */
final class Contradictions {
    private final Policy policy;
    private final Draft draft;
    private final Quotas quotas;
    private final Set<String> errors = new HashSet<>();
    private final List<PolicyError> found = new ArrayList<>();

    private Contradictions(Policy policy, WorldView world) {
        this.policy = policy;
        this.draft = new Draft(world);
        this.quotas = new Quotas(
                policy.quotas(), world.vms().stream().map(VmView::name).toList(), draft);
    }

    /** Of the policy, at any time of the day. */
    static List<PolicyError> of(Policy policy, WorldView world) {
        List<PolicyError> all = new ArrayList<>();
        for (Policy now : policy.throughTheDay()) {
            new Contradictions(now, world)
                    .find().stream().filter(e -> !all.contains(e)).forEach(all::add);
        }
        return all;
    }

    /** Quotas that the host can never keep, each for itself. */
    static List<PolicyError> never(List<Policy.Quota> rules, Quotas quotas, Draft draft) {
        List<PolicyError> errors = new ArrayList<>();
        for (Policy.Quota quota : rules) {
            int total = total(quota.cards(), draft);
            int reserved = reserved(quota, quotas);
            if (quota.cards().address().filter(a -> !draft.has(a)).isPresent()) {
                errors.add(new PolicyError(
                        quota.place(), "there is no card " + quota.cards().words()));
            } else if (reserved > total) {
                String who = switch (quota.cards().words()) {
                    case "any card" -> "all cards have";
                    default -> quota.cards().words() + (quota.cards().address().isPresent() ? " has" : " have");
                };
                errors.add(new PolicyError(quota.place(), "keeps " + reserved + " VFs, and " + who + " " + total));
            }
        }
        return errors;
    }

    private static int total(Policy.From cards, Draft draft) {
        return draft.cards().stream()
                .filter(c -> cards.test().test(c.pf))
                .mapToInt(c -> c.pf.totalVfs())
                .sum();
    }

    private static int reserved(Policy.Quota quota, Quotas quotas) {
        int least = quota.least().orElse(0);
        return quota.together() ? least : quotas.reservedFor(quota).size() * least;
    }

    private List<PolicyError> find() {
        never(policy.quotas(), quotas, draft).forEach(this::add);
        leastAboveMost();
        reservationsTogether();
        cardsTwice();
        assignsAboveQuotas();
        return found;
    }

    private void add(PolicyError error) {
        if (errors.add(error.toString())) {
            found.add(error);
        }
    }

    private static boolean samePool(Policy.Quota one, Policy.Quota other) {
        return one.cards().words().equals(other.cards().words());
    }

    /** What one quota keeps for a VM, another does not allow it. */
    private void leastAboveMost() {
        for (Policy.Quota keeps : policy.quotas()) {
            if (keeps.least().isEmpty() || keeps.together()) {
                continue;
            }
            int least = keeps.least().getAsInt();
            for (Policy.Quota allows : policy.quotas()) {
                boolean narrower = samePool(keeps, allows) || allows.cards().equals(Policy.From.ANY);
                if (!allows.equals(keeps)
                        && narrower
                        && allows.most().isPresent()
                        && allows.most().getAsInt() < least) {
                    quotas.reservedFor(keeps).stream()
                            .filter(allows.vms()::matches)
                            .findFirst()
                            .ifPresent(vm -> add(new PolicyError(
                                    keeps.place(),
                                    "keeps " + least + " for " + vm + ", and the quota of " + allows.place()
                                            + " allows "
                                            + (allows.together() ? allows.vms() + " together " : "it ")
                                            + allows.most().getAsInt())));
                }
            }
        }
    }

    /** Several quotas keep more of one pool than there can be. Those that share a VM are counted once. */
    private void reservationsTogether() {
        Map<String, List<Policy.Quota>> pools = new TreeMap<>();
        policy.quotas().stream()
                .filter(q -> q.least().isPresent())
                .forEach(q -> pools.computeIfAbsent(q.cards().words(), w -> new ArrayList<>())
                        .add(q));
        pools.forEach((words, keepers) -> {
            int kept = 0;
            Set<String> counted = new TreeSet<>();
            for (Policy.Quota quota : keepers) {
                Set<String> names = quotas.reservedFor(quota);
                if (names.stream().noneMatch(counted::contains) && names.size() > 0) {
                    counted.addAll(names);
                    kept += reserved(quota, quotas);
                    int total = total(quota.cards(), draft);
                    if (kept > total && reserved(quota, quotas) <= total) {
                        add(new PolicyError(
                                quota.place(),
                                "with this quota " + kept + " VFs of " + words + " are kept, and there can be "
                                        + total));
                        return;
                    }
                }
            }
        });
    }

    private void cardsTwice() {
        for (Policy.Card card : policy.cards()) {
            policy.cards().stream()
                    .takeWhile(earlier -> !earlier.equals(card))
                    .filter(earlier -> earlier.card().equals(card.card()) && differ(earlier, card))
                    .findFirst()
                    .ifPresent(first -> add(new PolicyError(
                            card.place(), card.text() + ", but by " + first.place() + " " + first.text())));
        }
    }

    private static boolean differ(Policy.Card one, Policy.Card other) {
        return (one.vfs().isPresent() && other.vfs().isPresent() && !one.vfs().equals(other.vfs()))
                || (one.image().isPresent()
                        && other.image().isPresent()
                        && !one.image().equals(other.image()))
                || (one.queues().isPresent()
                        && other.queues().isPresent()
                        && !one.queues().equals(other.queues()));
    }

    private void assignsAboveQuotas() {
        for (Policy.Quota quota : policy.quotas()) {
            if (quota.most().isEmpty()) {
                continue;
            }
            int most = quota.most().getAsInt();
            Map<String, Integer> wanted = new TreeMap<>();
            int all = 0;
            for (Policy.Assign assign : policy.assigns()) {
                boolean counts = quota.cards().equals(Policy.From.ANY)
                        || (quota.cards().address().isPresent()
                                && quota.cards().address().equals(assign.from().address()));
                if (!counts || !quota.vms().matches(assign.vm())) {
                    continue;
                }
                int own = most(wanted, assign);
                all += own;
                if ((quota.together() ? all : wanted.getOrDefault(assign.vm(), 0)) > most) {
                    add(new PolicyError(
                            assign.place(),
                            (quota.together()
                                            ? quota.vms() + " are to have " + all
                                            : assign.vm() + " is to have " + wanted.get(assign.vm()))
                                    + " VFs, and the quota of " + quota.place() + " allows "
                                    + (quota.together() ? "them together " : "it ") + most));
                    break;
                }
            }
        }
    }

    /** Assignments of one VM may share VFs: of several only the largest is sure to count. Returns what it adds. */
    private static int most(Map<String, Integer> wanted, Policy.Assign assign) {
        int before = wanted.getOrDefault(assign.vm(), 0);
        wanted.merge(assign.vm(), assign.vfs(), Math::max);
        return wanted.getOrDefault(assign.vm(), 0) - before;
    }
}
