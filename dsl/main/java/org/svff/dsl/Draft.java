package org.svff.dsl;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.svff.jmx.view.BindingView;
import org.svff.jmx.view.PfView;
import org.svff.jmx.view.VfView;
import org.svff.jmx.view.WorldView;

/** A host as it will be: begins as it is, and follows the changes while they are worked out. */
final class Draft {
    /** Told of each VF that a VM gets or gives up. */
    interface Follower {
        void took(String vm, Card card);

        void gave(String vm, Card card);
    }

    /** A card: which of its VFs is whose. */
    static final class Card {
        final PfView pf;
        int vfs;
        /** Bindings by VF index; one that a change will make has no name yet: its VM's. */
        private final Map<Integer, String> users = new TreeMap<>();
        /** VFs that are not the agent's to give: the host's own, foreign, failed. */
        private final Map<Integer, String> taken = new TreeMap<>();

        private final BitSet occupied = new BitSet();

        Card(PfView pf) {
            this.pf = pf;
            this.vfs = pf.numVfs();
        }

        String address() {
            return pf.address();
        }

        int free() {
            return vfs - users.size() - taken.size();
        }

        int used() {
            return users.size();
        }

        boolean isTaken() {
            return !taken.isEmpty();
        }

        /** VFs that VMs could have: those that there are or could be, and nobody else has. */
        int capacity() {
            return pf.totalVfs() - taken.size();
        }

        Map<Integer, String> users() {
            return Map.copyOf(users);
        }

        /** Bindings that are there now, and not only planned. */
        int guests() {
            return (int)
                    users.values().stream().filter(u -> u.indexOf('/') >= 0).count();
        }

        String takenAsText() {
            return taken.entrySet().stream()
                    .map(e -> e.getKey() + " (" + e.getValue() + ")")
                    .collect(Collectors.joining(", "));
        }
    }

    private record Seat(Card card, int vf) {}

    private final Map<String, Card> cards = new TreeMap<>();
    private final Map<String, Seat> seats = new HashMap<>();
    private final Map<String, Map<String, TreeMap<Integer, String>>> byVm = new HashMap<>();
    private Optional<Follower> follower = Optional.empty();

    Draft(WorldView world) {
        for (PfView pf : world.pfs()) {
            cards.put(pf.address(), new Card(pf));
        }
        for (VfView vf : world.vfs()) {
            Card card = cards.get(vf.pf());
            if (card != null && vf.vm().isEmpty() && !vf.state().equals("FREE")) {
                card.taken.put(vf.index(), vf.state());
                card.occupied.set(vf.index());
            }
        }
        for (BindingView binding : world.bindings()) {
            int slash = binding.vf().lastIndexOf('/');
            Card card = slash < 0 ? null : cards.get(binding.vf().substring(0, slash));
            if (card != null) {
                put(card, Integer.parseInt(binding.vf().substring(slash + 1)), binding.name());
            }
        }
    }

    /** Tells it of the VFs that VMs have already, and of each change from now on. */
    void follow(Follower now) {
        byVm.forEach((vm, own) -> own.forEach((address, users) -> users.keySet().forEach(vf -> {
            now.took(vm, card(address));
        })));
        follower = Optional.of(now);
    }

    Collection<Card> cards() {
        return cards.values();
    }

    Card card(String address) {
        Card card = cards.get(address);
        if (card == null) {
            throw new IllegalArgumentException("there is no card " + address);
        }
        return card;
    }

    boolean has(String address) {
        return cards.containsKey(address);
    }

    /** Names of VMs that have VFs. */
    Set<String> vms() {
        return Set.copyOf(byVm.keySet());
    }

    /** How many VFs of the card the VM has. */
    int count(String vm, Card card) {
        Map<Integer, String> users = byVm.getOrDefault(vm, Map.of()).get(card.address());
        return users == null ? 0 : users.size();
    }

    /** Cards of which the VM has a VF. */
    Stream<Card> cardsOf(String vm) {
        return byVm.getOrDefault(vm, new TreeMap<>()).entrySet().stream()
                .filter(e -> !e.getValue().isEmpty())
                .map(e -> card(e.getKey()));
    }

    /** Bindings of the VM on the cards that will do, by card and VF. */
    List<String> bindings(String vm, Policy.From from) {
        List<String> names = new ArrayList<>();
        byVm.getOrDefault(vm, Map.of()).forEach((address, users) -> {
            if (from.test().test(card(address).pf)) {
                names.addAll(users.values());
            }
        });
        return names;
    }

    /** The card whose VF the binding has; empty when it has none. */
    Optional<String> cardOf(String binding) {
        return Optional.ofNullable(seats.get(binding)).map(seat -> seat.card.address());
    }

    /** The VM gets the lowest free VF of the card. */
    void give(Card card, String vm) {
        put(card, card.occupied.nextClearBit(0), vm);
    }

    void put(Card card, int vf, String user) {
        String vm = vmOf(user);
        card.users.put(vf, user);
        card.occupied.set(vf);
        if (!user.equals(vm)) {
            seats.put(user, new Seat(card, vf));
        }
        byVm.computeIfAbsent(vm, v -> new TreeMap<>())
                .computeIfAbsent(card.address(), c -> new TreeMap<>())
                .put(vf, user);
        follower.ifPresent(f -> f.took(vm, card));
    }

    void free(String binding) {
        Seat seat = seats.remove(binding);
        if (seat == null) {
            return;
        }
        String vm = vmOf(binding);
        seat.card.users.remove(seat.vf);
        seat.card.occupied.clear(seat.vf);
        Optional.ofNullable(byVm.getOrDefault(vm, Map.of()).get(seat.card.address()))
                .ifPresent(users -> users.remove(seat.vf));
        follower.ifPresent(f -> f.gave(vm, seat.card));
    }

    /** A binding goes to the lowest free VF of its card; returns which. */
    int moveDown(Card card, String binding) {
        free(binding);
        int lowest = card.occupied.nextClearBit(0);
        put(card, lowest, binding);
        return lowest;
    }

    static String vmOf(String user) {
        int end = user.indexOf('/');
        return end < 0 ? user : user.substring(0, end);
    }
}
