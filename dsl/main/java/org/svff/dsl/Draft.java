package org.svff.dsl;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.svff.jmx.view.BindingView;
import org.svff.jmx.view.PfView;
import org.svff.jmx.view.VfView;
import org.svff.jmx.view.WorldView;

/** A host as it will be: begins as it is, and follows the changes while they are worked out. */
final class Draft {
    /** A card: which of its VFs is whose. */
    static final class Card {
        final PfView pf;
        int vfs;
        /** Bindings by VF index; one that a change will make has no name yet: its VM's, with a {@code +}. */
        final Map<Integer, String> users = new TreeMap<>();
        /** VFs that are not the agent's to give: the host's own, foreign, failed. */
        final Map<Integer, String> taken = new TreeMap<>();

        Card(PfView pf) {
            this.pf = pf;
            this.vfs = pf.numVfs();
        }

        int free() {
            return (int) lowest().count();
        }

        private IntStream lowest() {
            return IntStream.range(0, vfs).filter(i -> !users.containsKey(i) && !taken.containsKey(i));
        }

        void give(String user) {
            users.put(lowest().findFirst().orElseThrow(), user);
        }

        String takenAsText() {
            return taken.entrySet().stream()
                    .map(e -> e.getKey() + " (" + e.getValue() + ")")
                    .collect(Collectors.joining(", "));
        }

        /** How many of its VFs the VM has. */
        long of(String vm) {
            return users.values().stream().filter(u -> vmOf(u).equals(vm)).count();
        }
    }

    private final Map<String, Card> cards = new TreeMap<>();

    Draft(WorldView world) {
        for (PfView pf : world.pfs()) {
            cards.put(pf.address(), new Card(pf));
        }
        for (VfView vf : world.vfs()) {
            Card card = cards.get(vf.pf());
            if (card != null && vf.vm().isEmpty() && !vf.state().equals("FREE")) {
                card.taken.put(vf.index(), vf.state());
            }
        }
        for (BindingView binding : world.bindings()) {
            int slash = binding.vf().lastIndexOf('/');
            Card card = slash < 0 ? null : cards.get(binding.vf().substring(0, slash));
            if (card != null) {
                card.users.put(Integer.parseInt(binding.vf().substring(slash + 1)), binding.name());
            }
        }
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

    /** Bindings of the VM on the cards that will do, by card and VF. */
    List<String> bindings(String vm, Policy.From from) {
        List<String> names = new ArrayList<>();
        for (Card card : cards.values()) {
            if (from.test().test(card.pf)) {
                card.users.values().stream().filter(u -> vmOf(u).equals(vm)).forEach(names::add);
            }
        }
        return names;
    }

    /** The card whose VF the binding has; empty when it has none. */
    Optional<String> cardOf(String binding) {
        return cards.values().stream()
                .filter(card -> card.users.containsValue(binding))
                .map(card -> card.pf.address())
                .findFirst();
    }

    void free(String binding) {
        cards.values().forEach(card -> card.users.values().remove(binding));
    }

    static String vmOf(String user) {
        int end = user.indexOf('/');
        return end < 0 ? user : user.substring(0, end);
    }
}
