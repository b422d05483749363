package org.svff.dsl;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a policy's quotas say of a host, as it is or will be. */
final class Quotas {
    private final List<Policy.Quota> quotas;
    private final List<String> vms;

    /** @param vms names of the VMs that run */
    Quotas(List<Policy.Quota> quotas, List<String> vms) {
        this.quotas = quotas;
        this.vms = vms;
    }

    /** Why the VM may not have one more VF, of this card; empty when it may. */
    Optional<String> breach(Draft draft, String vm, Draft.Card card) {
        return Stream.concat(overMost(draft, vm, card), overReserved(draft, vm, card))
                .findFirst();
    }

    private Stream<String> overMost(Draft draft, String vm, Draft.Card card) {
        return quotas.stream()
                .filter(q -> q.most().isPresent() && q.vms().matches(vm) && counts(q, card))
                .filter(q -> has(draft, q, vm) >= q.most().getAsInt())
                .map(q -> "the quota of " + q.place() + " allows " + whom(q, vm) + " at most "
                        + q.most().getAsInt());
    }

    /** Free VFs that are kept for others may not be given away. */
    private Stream<String> overReserved(Draft draft, String vm, Draft.Card card) {
        return quotas.stream()
                .filter(q -> q.least().isPresent() && !q.vms().matches(vm) && counts(q, card))
                .filter(q -> room(draft, q) - 1 < owed(draft, q))
                .map(q -> "the quota of " + q.place() + " keeps " + owed(draft, q) + " for " + q.vms());
    }

    /** VFs that could be given to somebody: free ones, and those that could be made. */
    private static int room(Draft draft, Policy.Quota quota) {
        return draft.cards().stream()
                .filter(c -> counts(quota, c))
                .mapToInt(c -> c.pf.totalVfs() - c.users.size() - c.taken.size())
                .sum();
    }

    /** VFs that those of the quota are still to get of what is kept for them. */
    private int owed(Draft draft, Policy.Quota quota) {
        int least = quota.least().orElse(0);
        if (quota.together()) {
            return Math.max(0, least - has(draft, quota, ""));
        }
        return names(quota)
                .mapToInt(vm -> Math.max(0, least - has(draft, quota, vm)))
                .sum();
    }

    /** VMs that a quota for each is about: those that run; and who is called by name, whether it runs or not. */
    private Stream<String> names(Policy.Quota quota) {
        return Stream.concat(vms.stream().filter(quota.vms()::matches), quota.vms().names().stream())
                .distinct();
    }

    private static int has(Draft draft, Policy.Quota quota, String vm) {
        return (int) draft.cards().stream()
                .filter(c -> counts(quota, c))
                .flatMap(c -> c.users.values().stream())
                .map(Draft::vmOf)
                .filter(user -> quota.together() ? quota.vms().matches(user) : user.equals(vm))
                .count();
    }

    private static boolean counts(Policy.Quota quota, Draft.Card card) {
        return quota.card().isEmpty() || quota.card().get().equals(card.pf.address());
    }

    private static String whom(Policy.Quota quota, String vm) {
        return quota.together() ? quota.vms() + " together" : vm;
    }

    /** What contradicts itself, or what the host can never keep. */
    List<PolicyError> contradictions(Draft draft) {
        List<PolicyError> errors = new ArrayList<>();
        for (Policy.Quota quota : quotas) {
            int total = draft.cards().stream()
                    .filter(c -> counts(quota, c))
                    .mapToInt(c -> c.pf.totalVfs())
                    .sum();
            if (quota.card().isPresent() && !draft.has(quota.card().get())) {
                errors.add(new PolicyError(
                        quota.place(), "there is no card " + quota.card().get()));
            } else if (reserved(quota) > total) {
                errors.add(new PolicyError(
                        quota.place(),
                        "keeps " + reserved(quota) + " VFs, and "
                                + quota.card().map(c -> c + " has").orElse("all cards have") + " " + total));
            }
        }
        return errors;
    }

    private int reserved(Policy.Quota quota) {
        int least = quota.least().orElse(0);
        return quota.together() ? least : (int) names(quota).count() * least;
    }
}
