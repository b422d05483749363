package org.svff.dsl;

import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.svff.jmx.view.PfView;

/**
 * What a policy file says, as data.
 *
 * @param periods what holds from a time of the day on, in the order of the day
 * @param actions what is to be done when something happens
 */
public record Policy(
        String name,
        List<Quota> quotas,
        List<Card> cards,
        List<Assign> assigns,
        List<Period> periods,
        List<Reaction> actions) {
    public Policy {
        quotas = List.copyOf(quotas);
        cards = List.copyOf(cards);
        assigns = List.copyOf(assigns);
        periods = periods.stream().sorted(Comparator.comparing(Period::from)).toList();
        actions = List.copyOf(actions);
    }

    /**
     * What holds at a time of the day: of the periods, the one that began last. What it says of a card or a VM replaces
     * what is said of it outside.
     */
    public Policy at(LocalTime time) {
        Optional<Policy> now = period(time).map(Period::policy);
        if (now.isEmpty()) {
            return this;
        }
        Policy period = now.get();
        Set<String> ownCards = period.cards.stream().map(Card::card).collect(Collectors.toSet());
        Set<String> ownVms = period.assigns.stream().map(Assign::vm).collect(Collectors.toSet());
        return new Policy(
                name,
                joined(quotas, period.quotas),
                joined(cards.stream().filter(c -> !ownCards.contains(c.card())).toList(), period.cards),
                joined(assigns.stream().filter(a -> !ownVms.contains(a.vm())).toList(), period.assigns),
                List.of(),
                actions);
    }

    private Optional<Period> period(LocalTime time) {
        return periods.stream()
                .filter(p -> !p.from().isAfter(time))
                .reduce((earlier, later) -> later)
                .or(() -> periods.stream().reduce((earlier, later) -> later)); // yesterday's last
    }

    /** The policy at each time of the day at which it changes; once when it never does. */
    List<Policy> throughTheDay() {
        return periods.isEmpty()
                ? List.of(this)
                : periods.stream().map(p -> at(p.from())).toList();
    }

    /** Several policies as one, at a time of the day. */
    static Policy together(Collection<Policy> policies, LocalTime time) {
        List<Policy> now = policies.stream().map(p -> p.at(time)).toList();
        return new Policy(
                now.stream().map(Policy::name).collect(Collectors.joining(", ")),
                now.stream().flatMap(p -> p.quotas.stream()).toList(),
                now.stream().flatMap(p -> p.cards.stream()).toList(),
                now.stream().flatMap(p -> p.assigns.stream()).toList(),
                List.of(),
                now.stream().flatMap(p -> p.actions.stream()).toList());
    }

    private static <T> List<T> joined(List<T> some, List<T> others) {
        List<T> all = new ArrayList<>(some);
        all.addAll(others);
        return all;
    }

    Stream<Rule> rules() {
        return Stream.of(quotas, cards, assigns).flatMap(List::stream);
    }

    /** A statement about how things are to be. */
    public sealed interface Rule permits Quota, Card, Assign {
        Place place();

        /** The statement, in words. */
        String text();
    }

    /**
     * How many VFs VMs may have, and how many are kept for them.
     *
     * @param together whether the numbers are for all these VMs together, or for each of them
     * @param most upper bound
     * @param least VFs that stay free for these VMs while they do not have them (a reservation)
     * @param cards counts and reserves only VFs of these PFs
     */
    public record Quota(Place place, NamePattern vms, boolean together, OptionalInt most, OptionalInt least, From cards)
            implements Rule {
        @Override
        public String text() {
            return (together ? "quota for " + vms + " together" : "quota for each of " + vms)
                    + (most.isPresent() ? ", max " + most.getAsInt() : "")
                    + (least.isPresent() ? ", min " + least.getAsInt() : "")
                    + (cards.equals(From.ANY) ? "" : ", of " + cards.words());
        }
    }

    /**
     * What a PF is to be like.
     *
     * @param vfs how many VFs it has; empty when nothing is said of it, as for the others
     * @param image name of the image that it runs
     * @param queues how many queues it may use
     */
    public record Card(Place place, String card, OptionalInt vfs, Optional<String> image, OptionalInt queues)
            implements Rule {
        @Override
        public String text() {
            List<String> wanted = new ArrayList<>();
            image.ifPresent(name -> wanted.add("the image " + name));
            queues.ifPresent(count -> wanted.add(count + " queues"));
            vfs.ifPresent(count -> wanted.add(count + " VFs"));
            return "card " + card + " has " + String.join(", ", wanted);
        }
    }

    /**
     * How many VFs a VM has.
     *
     * @param from the PFs that they may be of
     * @param spread over as many PFs as there are, or else of as few as will do
     */
    public record Assign(Place place, String vm, int vfs, From from, boolean spread) implements Rule {
        @Override
        public String text() {
            return "assign " + vfs + (vfs == 1 ? " VF" : " VFs") + " of " + from.words() + " to " + vm
                    + (spread ? ", spread" : "");
        }
    }

    /**
     * Which PFs will do.
     *
     * @param words how the policy puts it, for people
     * @param address of the PF, where only one will do
     */
    public record From(String words, Predicate<PfView> test, Optional<String> address) {
        static final From ANY = new From("any card", pf -> true, Optional.empty());

        static From card(String address) {
            return new From(address, pf -> pf.address().equals(address), Optional.of(address));
        }
    }

    /** What holds from a time of the day on, until another period begins. */
    public record Period(Place place, LocalTime from, Policy policy) {}

    /**
     * What is to be done when something happens.
     *
     * @param about only when it happens to what has such a name
     * @param every for {@link Happening#TIME}: how often
     */
    public record Reaction(
            Place place, Happening when, Optional<NamePattern> about, Optional<Duration> every, Deeds deeds) {
        /** For people: {@code on vmAppeared}. */
        public String text() {
            return switch (when) {
                case TIME -> "every " + every.orElseThrow().toSeconds() + "s";
                case SCRIPT -> "script";
                default -> "on " + when.word();
            };
        }
    }
}
