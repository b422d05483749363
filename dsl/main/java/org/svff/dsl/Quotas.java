package org.svff.dsl;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What quotas say of a host that is being changed. Counts along with it, so that asking costs little. */
final class Quotas implements Draft.Follower {
    /** Why a VM may not have one more VF. */
    record Breach(Place place, String why) {}

    /** A quota and the cards that count for it. */
    private static final class Limit {
        final Policy.Quota quota;
        final Pool pool;
        /** VFs that those of the quota have together. */
        int has;
        /** VFs that its members are owed each for themselves; they count for what is kept for all together. */
        int owedToMembers;

        Limit(Policy.Quota quota, Pool pool) {
            this.quota = quota;
            this.pool = pool;
        }

        int owed() {
            return quota.together() ? Math.max(0, quota.least().orElse(0) - has - owedToMembers) : 0;
        }
    }

    /** Cards that quotas count together: all, one, or those of a kind. */
    private static final class Pool {
        final Set<String> cards = new HashSet<>();
        final Map<String, Integer> has = new HashMap<>();
        final Map<String, Integer> leastEach = new HashMap<>();
        final List<Limit> reservations = new ArrayList<>();
        /** VFs that could be given to somebody: free ones, and those that could be made. */
        int room;
        /** VFs that are kept for those who have them not yet. */
        int owed;

        int has(String vm) {
            return has.getOrDefault(vm, 0);
        }

        int owed(String vm) {
            return Math.max(0, leastEach.getOrDefault(vm, 0) - has(vm));
        }
    }

    private final List<Limit> limits = new ArrayList<>();
    private final Map<String, List<Limit>> byVm = new HashMap<>();
    private final Map<String, List<Pool>> byCard = new HashMap<>();
    private final NavigableSet<String> running;

    /**
     * Follows the draft from now on.
     *
     * @param vms names of the VMs that run
     */
    Quotas(List<Policy.Quota> quotas, Collection<String> vms, Draft draft) {
        running = new TreeSet<>(vms);
        Map<String, Pool> pools = new LinkedHashMap<>();
        for (Policy.Quota quota : quotas) {
            Pool pool = pools.computeIfAbsent(quota.cards().words(), w -> pool(quota, draft));
            Limit limit = new Limit(quota, pool);
            limits.add(limit);
            if (quota.least().isPresent()) {
                pool.reservations.add(limit);
            }
        }
        NavigableSet<String> names = new TreeSet<>(running);
        names.addAll(draft.vms());
        quotas.forEach(q -> names.addAll(q.vms().names()));
        for (Limit limit : limits) {
            limit.quota
                    .vms()
                    .among(names)
                    .forEach(name ->
                            byVm.computeIfAbsent(name, n -> new ArrayList<>()).add(limit));
        }
        names.forEach(name -> byVm.computeIfAbsent(name, n -> List.of())); // no quota is about them
        limits.stream().filter(l -> l.quota.together()).forEach(this::reserve);
        limits.stream().filter(l -> !l.quota.together()).forEach(this::reserve); // of which the others take account
        draft.follow(this);
    }

    private Pool pool(Policy.Quota quota, Draft draft) {
        Pool pool = new Pool();
        for (Draft.Card card : draft.cards()) {
            if (quota.cards().test().test(card.pf)) {
                pool.cards.add(card.address());
                pool.room += card.capacity();
                byCard.computeIfAbsent(card.address(), a -> new ArrayList<>()).add(pool);
            }
        }
        return pool;
    }

    private void reserve(Limit limit) {
        if (limit.quota.least().isEmpty()) {
            return;
        }
        int least = limit.quota.least().getAsInt();
        if (limit.quota.together()) {
            limit.pool.owed += limit.owed();
            return;
        }
        for (String vm : reservedFor(limit.quota)) {
            int before = limit.pool.owed(vm);
            limit.pool.leastEach.merge(vm, least, Math::max);
            owes(limit.pool, vm, limit.pool.owed(vm) - before);
        }
    }

    /** VMs that a quota for each is about: those that run; and who is called by name, whether it runs or not. */
    Set<String> reservedFor(Policy.Quota quota) {
        Set<String> names = new TreeSet<>(quota.vms().among(running));
        names.addAll(quota.vms().names());
        return names;
    }

    private void owes(Pool pool, String vm, int more) {
        pool.owed += more;
        for (Limit limit : of(vm)) {
            if (limit.pool == pool && limit.quota.together()) {
                int before = limit.owed();
                limit.owedToMembers += more;
                pool.owed += limit.owed() - before;
            }
        }
    }

    private List<Limit> of(String vm) {
        return byVm.computeIfAbsent(
                vm,
                name -> limits.stream().filter(l -> l.quota.vms().matches(name)).toList());
    }

    @Override
    public void took(String vm, Draft.Card card) {
        count(vm, card, 1);
    }

    @Override
    public void gave(String vm, Draft.Card card) {
        count(vm, card, -1);
    }

    private void count(String vm, Draft.Card card, int more) {
        for (Pool pool : byCard.getOrDefault(card.address(), List.of())) {
            pool.room -= more;
            int before = pool.owed(vm);
            pool.has.merge(vm, more, Integer::sum);
            for (Limit limit : of(vm)) {
                if (limit.pool == pool) {
                    int owed = limit.owed();
                    limit.has += more;
                    pool.owed += limit.owed() - owed;
                }
            }
            owes(pool, vm, pool.owed(vm) - before);
        }
    }

    /** Whether the VM may have one more VF, of this card. */
    boolean allows(String vm, Draft.Card card) {
        return overMost(vm, card).isEmpty() && overReserved(vm, card).isEmpty();
    }

    /** Why the VM may not have one more VF, of this card; empty when it may. */
    Optional<Breach> breach(String vm, Draft.Card card) {
        Optional<Limit> over = overMost(vm, card);
        if (over.isPresent()) {
            Policy.Quota quota = over.get().quota;
            return Optional.of(new Breach(
                    quota.place(),
                    "the quota of " + quota.place() + " allows "
                            + (quota.together() ? quota.vms() + " together" : vm) + " at most "
                            + quota.most().orElseThrow()));
        }
        return overReserved(vm, card).flatMap(pool -> keeper(vm, pool));
    }

    private Optional<Limit> overMost(String vm, Draft.Card card) {
        return of(vm).stream()
                .filter(l -> l.quota.most().isPresent() && l.pool.cards.contains(card.address()))
                .filter(l -> has(l, vm) >= l.quota.most().getAsInt())
                .findFirst();
    }

    private static int has(Limit limit, String vm) {
        return limit.quota.together() ? limit.has : limit.pool.has(vm);
    }

    /** Free VFs that are kept for others may not be given away: where they would be. */
    private Optional<Pool> overReserved(String vm, Draft.Card card) {
        return byCard.getOrDefault(card.address(), List.of()).stream()
                .filter(pool -> pool.owed > 0 && pool.room - 1 < owedToOthers(vm, pool))
                .findFirst();
    }

    private int owedToOthers(String vm, Pool pool) {
        int own = pool.owed(vm);
        for (Limit limit : of(vm)) {
            own += limit.pool == pool ? limit.owed() : 0;
        }
        return pool.owed - own;
    }

    private Optional<Breach> keeper(String vm, Pool pool) {
        return pool.reservations.stream()
                .filter(l -> !l.quota.vms().matches(vm) && keeps(l) > 0)
                .findFirst()
                .or(() -> pool.reservations.stream().filter(l -> keeps(l) > 0).findFirst())
                .map(l -> new Breach(
                        l.quota.place(),
                        "the quota of " + l.quota.place() + " keeps " + keeps(l) + " for " + l.quota.vms()
                                + (keeps(l) < pool.owed ? " (all quotas together " + pool.owed + ")" : "")));
    }

    private int keeps(Limit limit) {
        return limit.quota.together()
                ? Math.max(0, limit.quota.least().orElse(0) - limit.has)
                : reservedFor(limit.quota).stream()
                        .mapToInt(vm -> Math.max(0, limit.quota.least().orElse(0) - limit.pool.has(vm)))
                        .sum();
    }

    /** How many VFs the VM has that count for this quota: its own, or those of all together. */
    int used(Policy.Quota quota, String vm) {
        return limits.stream()
                .filter(l -> l.quota.equals(quota))
                .mapToInt(l -> has(l, vm))
                .findFirst()
                .orElse(0);
    }

    /** VMs that have more than a quota allows, as things are. */
    List<PolicyError> exceeded() {
        List<PolicyError> errors = new ArrayList<>();
        for (Limit limit : limits) {
            if (limit.quota.most().isEmpty()) {
                continue;
            }
            int most = limit.quota.most().getAsInt();
            if (limit.quota.together() && limit.has > most) {
                errors.add(new PolicyError(
                        limit.quota.place(),
                        limit.quota.vms() + " have " + limit.has + " together, and may have " + most));
            } else if (!limit.quota.together()) {
                limit.pool.has.forEach((vm, has) -> {
                    if (has > most && limit.quota.vms().matches(vm)) {
                        errors.add(new PolicyError(limit.quota.place(), vm + " has " + has + ", and may have " + most));
                    }
                });
            }
        }
        return errors;
    }
}
