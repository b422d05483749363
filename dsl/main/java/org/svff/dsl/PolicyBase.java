package org.svff.dsl;

import groovy.lang.Closure;
import groovy.lang.DelegatesTo;
import groovy.lang.Script;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.svff.pci.PciAddress;

/** What a policy is written in: these are its statements. */
public abstract class PolicyBase extends Script {
    private @Nullable Rules rules;

    void collectIn(Rules collector) {
        rules = collector;
    }

    private Rules rules() {
        return Objects.requireNonNull(rules, "the script was not started by svff");
    }

    /** How many VFs each VM of this name may have. */
    public void quota(
            String vms, @DelegatesTo(value = QuotaSpec.class, strategy = Closure.DELEGATE_FIRST) Closure<?> limits) {
        limit(vms, false, limits);
    }

    /** How many VFs the VMs of these names may have together. */
    public void groupQuota(
            String vms, @DelegatesTo(value = QuotaSpec.class, strategy = Closure.DELEGATE_FIRST) Closure<?> limits) {
        limit(vms, true, limits);
    }

    private void limit(String vms, boolean together, Closure<?> limits) {
        Place place = rules().here();
        QuotaSpec spec = new QuotaSpec();
        run(limits, spec);
        rules().add(spec.quota(place, new NamePattern(vms), together));
    }

    /** What a PF is to be like. */
    public void card(
            String address, @DelegatesTo(value = CardSpec.class, strategy = Closure.DELEGATE_FIRST) Closure<?> wanted) {
        Place place = rules().here();
        CardSpec spec = new CardSpec();
        run(wanted, spec);
        rules().add(spec.card(place, PciAddress.parse(address).toString()));
    }

    /** A VM has so many VFs, of any card. */
    public void assign(String vm, int vfs) {
        rules().add(new AssignSpec().assign(rules().here(), vm, vfs));
    }

    /** A VM has so many VFs. */
    public void assign(
            String vm,
            int vfs,
            @DelegatesTo(value = AssignSpec.class, strategy = Closure.DELEGATE_FIRST) Closure<?> choice) {
        Place place = rules().here();
        AssignSpec spec = new AssignSpec();
        run(choice, spec);
        rules().add(spec.assign(place, vm, vfs));
    }

    static void run(Closure<?> closure, Object delegate) {
        Closure<?> own = (Closure<?>) closure.clone();
        own.setDelegate(delegate);
        own.setResolveStrategy(Closure.DELEGATE_FIRST);
        own.call();
    }
}
