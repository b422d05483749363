package org.svff.dsl;

import groovy.lang.Closure;
import groovy.lang.DelegatesTo;
import java.util.Optional;
import org.svff.jmx.view.PfView;
import org.svff.pci.PciAddress;

/** What stands in the braces of {@code assign}. */
public final class AssignSpec {
    private Policy.From from = Policy.From.ANY;
    private boolean spread;

    AssignSpec() {}

    /** Of this PF. */
    public void from(String address) {
        from = Policy.From.card(PciAddress.parse(address).toString());
    }

    /** Of any PF for which this holds. */
    public void where(
            @DelegatesTo(value = CardFacts.class, strategy = Closure.DELEGATE_FIRST) Closure<Boolean> condition) {
        from = new Policy.From("a card as described", view -> holds(condition, view), Optional.empty());
    }

    private static boolean holds(Closure<Boolean> condition, PfView view) {
        Closure<?> own = (Closure<?>) condition.clone();
        own.setDelegate(new CardFacts(view));
        own.setResolveStrategy(Closure.DELEGATE_FIRST);
        return Boolean.TRUE.equals(own.call());
    }

    /** Over as many PFs as there are. */
    public void spread() {
        spread = true;
    }

    /** Of as few PFs as will do; so it is when nothing is said. */
    public void pack() {
        spread = false;
    }

    Policy.Assign assign(Place place, String vm, int vfs) {
        if (vm.isBlank()) {
            throw new IllegalArgumentException("the name of a VM is empty");
        }
        return new Policy.Assign(place, vm, QuotaSpec.notNegative(vfs, "the number of VFs"), from, spread);
    }
}
