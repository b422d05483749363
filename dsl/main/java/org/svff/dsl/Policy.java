package org.svff.dsl;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.svff.jmx.view.PfView;

/** What a policy file says, as data. */
public record Policy(String name, List<Quota> quotas, List<Card> cards, List<Assign> assigns) {
    public Policy {
        quotas = List.copyOf(quotas);
        cards = List.copyOf(cards);
        assigns = List.copyOf(assigns);
    }

    /** A statement of the policy. */
    public sealed interface Rule permits Quota, Card, Assign {
        Place place();
    }

    /**
     * How many VFs VMs may have, and how many are kept for them.
     *
     * @param together whether the numbers are for all these VMs together, or for each of them
     * @param most upper bound
     * @param least VFs that stay free for these VMs while they do not have them (a reservation)
     * @param card counts and reserves only VFs of this PF (by PCI address)
     */
    public record Quota(
            Place place, NamePattern vms, boolean together, OptionalInt most, OptionalInt least, Optional<String> card)
            implements Rule {}

    /** How many VFs a PF has. */
    public record Card(Place place, String card, int vfs) implements Rule {}

    /**
     * How many VFs a VM has.
     *
     * @param from the PFs that they may be of
     * @param spread over as many PFs as there are, or else of as few as will do
     */
    public record Assign(Place place, String vm, int vfs, From from, boolean spread) implements Rule {}

    /**
     * Which PFs will do.
     *
     * @param words how the policy puts it, for people
     */
    public record From(String words, Predicate<PfView> test) {
        public static From any() {
            return new From("any card", pf -> true);
        }
    }
}
