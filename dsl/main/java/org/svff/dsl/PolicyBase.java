package org.svff.dsl;

import groovy.lang.Closure;
import groovy.lang.DelegatesTo;
import groovy.lang.Script;
import groovy.transform.stc.ClosureParams;
import groovy.transform.stc.SimpleType;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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

    /** A name for several VMs, which quotas and events can use like a name. */
    public void group(String name, List<String> vms) {
        vms.forEach(NamePattern::new);
        rules().group(name, vms);
    }

    /** What these statements say holds from this time of the day on, until the next such time. */
    public void at(String time, Closure<?> statements) {
        Place place = rules().here();
        rules().period(place, time(time), statements::call);
    }

    private static LocalTime time(String text) {
        try {
            return LocalTime.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("'" + text + "' is no time of the day; one looks like 22:00", e);
        }
    }

    /** What is to be done when something happens. */
    public void on(Trigger trigger) {
        rules().add(trigger.reaction(rules().here()));
    }

    /** What is to be done again and again: {@code every('10m') { }}. */
    public void every(
            String time, @DelegatesTo(value = Actions.class, strategy = Closure.DELEGATE_FIRST) Closure<?> actions) {
        rules().add(new Policy.Reaction(
                rules().here(), Happening.TIME, Optional.empty(), Optional.of(Durations.parse(time)), deeds(actions)));
    }

    /** What is to be done once, after the plan has been carried out. */
    public void script(@DelegatesTo(value = Actions.class, strategy = Closure.DELEGATE_FIRST) Closure<?> actions) {
        rules().add(new Policy.Reaction(
                rules().here(), Happening.SCRIPT, Optional.empty(), Optional.empty(), deeds(actions)));
    }

    private Deeds deeds(Closure<?> actions) {
        return new Deeds(actions, rules());
    }

    /** A VM was found. */
    public Trigger vmAppeared(
            @DelegatesTo(value = Actions.class, strategy = Closure.DELEGATE_FIRST)
                    @ClosureParams(value = SimpleType.class, options = "org.svff.dsl.VmHandle")
                    Closure<?> actions) {
        return new Trigger(Happening.VM_APPEARED, Optional.empty(), deeds(actions));
    }

    /** A VM was found. Only of VMs of such a name. */
    public Trigger vmAppeared(
            String names,
            @DelegatesTo(value = Actions.class, strategy = Closure.DELEGATE_FIRST)
                    @ClosureParams(value = SimpleType.class, options = "org.svff.dsl.VmHandle")
                    Closure<?> actions) {
        return new Trigger(Happening.VM_APPEARED, Optional.of(new NamePattern(names)), deeds(actions));
    }

    /** A VM is not there any more: it has a name, and nothing can be done to it. */
    public Trigger vmGone(
            @DelegatesTo(value = Actions.class, strategy = Closure.DELEGATE_FIRST)
                    @ClosureParams(value = SimpleType.class, options = "org.svff.dsl.VmHandle")
                    Closure<?> actions) {
        return new Trigger(Happening.VM_GONE, Optional.empty(), deeds(actions));
    }

    /** A VM is not there any more: it has a name, and nothing can be done to it. Only of VMs of such a name. */
    public Trigger vmGone(
            String names,
            @DelegatesTo(value = Actions.class, strategy = Closure.DELEGATE_FIRST)
                    @ClosureParams(value = SimpleType.class, options = "org.svff.dsl.VmHandle")
                    Closure<?> actions) {
        return new Trigger(Happening.VM_GONE, Optional.of(new NamePattern(names)), deeds(actions));
    }

    /** A VF could not be given to the binding that is owed it. */
    public Trigger vfFailed(
            @DelegatesTo(value = Actions.class, strategy = Closure.DELEGATE_FIRST)
                    @ClosureParams(value = SimpleType.class, options = "org.svff.dsl.VfHandle")
                    Closure<?> actions) {
        return new Trigger(Happening.VF_FAILED, Optional.empty(), deeds(actions));
    }

    /** A VF could not be given to the binding that is owed it. Only of VMs of such a name. */
    public Trigger vfFailed(
            String names,
            @DelegatesTo(value = Actions.class, strategy = Closure.DELEGATE_FIRST)
                    @ClosureParams(value = SimpleType.class, options = "org.svff.dsl.VfHandle")
                    Closure<?> actions) {
        return new Trigger(Happening.VF_FAILED, Optional.of(new NamePattern(names)), deeds(actions));
    }

    /** A guest device lost its VF for a while. */
    public Trigger bindingPaused(
            @DelegatesTo(value = Actions.class, strategy = Closure.DELEGATE_FIRST)
                    @ClosureParams(value = SimpleType.class, options = "org.svff.dsl.BindingHandle")
                    Closure<?> actions) {
        return new Trigger(Happening.BINDING_PAUSED, Optional.empty(), deeds(actions));
    }

    /** A guest device lost its VF for a while. Only of VMs of such a name. */
    public Trigger bindingPaused(
            String names,
            @DelegatesTo(value = Actions.class, strategy = Closure.DELEGATE_FIRST)
                    @ClosureParams(value = SimpleType.class, options = "org.svff.dsl.BindingHandle")
                    Closure<?> actions) {
        return new Trigger(Happening.BINDING_PAUSED, Optional.of(new NamePattern(names)), deeds(actions));
    }

    /** A guest device has its VF back. */
    public Trigger bindingResumed(
            @DelegatesTo(value = Actions.class, strategy = Closure.DELEGATE_FIRST)
                    @ClosureParams(value = SimpleType.class, options = "org.svff.dsl.BindingHandle")
                    Closure<?> actions) {
        return new Trigger(Happening.BINDING_RESUMED, Optional.empty(), deeds(actions));
    }

    /** A guest device has its VF back. Only of VMs of such a name. */
    public Trigger bindingResumed(
            String names,
            @DelegatesTo(value = Actions.class, strategy = Closure.DELEGATE_FIRST)
                    @ClosureParams(value = SimpleType.class, options = "org.svff.dsl.BindingHandle")
                    Closure<?> actions) {
        return new Trigger(Happening.BINDING_RESUMED, Optional.of(new NamePattern(names)), deeds(actions));
    }

    /** A guest device could not be given the VF that it is owed. */
    public Trigger bindingFailed(
            @DelegatesTo(value = Actions.class, strategy = Closure.DELEGATE_FIRST)
                    @ClosureParams(value = SimpleType.class, options = "org.svff.dsl.BindingHandle")
                    Closure<?> actions) {
        return new Trigger(Happening.BINDING_FAILED, Optional.empty(), deeds(actions));
    }

    /** A guest device could not be given the VF that it is owed. Only of VMs of such a name. */
    public Trigger bindingFailed(
            String names,
            @DelegatesTo(value = Actions.class, strategy = Closure.DELEGATE_FIRST)
                    @ClosureParams(value = SimpleType.class, options = "org.svff.dsl.BindingHandle")
                    Closure<?> actions) {
        return new Trigger(Happening.BINDING_FAILED, Optional.of(new NamePattern(names)), deeds(actions));
    }

    /** The last free VF of a PF is gone. */
    public Trigger pfFull(
            @DelegatesTo(value = Actions.class, strategy = Closure.DELEGATE_FIRST)
                    @ClosureParams(value = SimpleType.class, options = "org.svff.dsl.PfHandle")
                    Closure<?> actions) {
        return new Trigger(Happening.PF_FULL, Optional.empty(), deeds(actions));
    }

    /** The last free VF of a PF is gone. Only of PFs of such a name. */
    public Trigger pfFull(
            String names,
            @DelegatesTo(value = Actions.class, strategy = Closure.DELEGATE_FIRST)
                    @ClosureParams(value = SimpleType.class, options = "org.svff.dsl.PfHandle")
                    Closure<?> actions) {
        return new Trigger(Happening.PF_FULL, Optional.of(new NamePattern(names)), deeds(actions));
    }

    /** A PF that could be worked with cannot be any more. */
    public Trigger pfTrouble(
            @DelegatesTo(value = Actions.class, strategy = Closure.DELEGATE_FIRST)
                    @ClosureParams(value = SimpleType.class, options = "org.svff.dsl.PfHandle")
                    Closure<?> actions) {
        return new Trigger(Happening.PF_TROUBLE, Optional.empty(), deeds(actions));
    }

    /** A PF that could be worked with cannot be any more. Only of PFs of such a name. */
    public Trigger pfTrouble(
            String names,
            @DelegatesTo(value = Actions.class, strategy = Closure.DELEGATE_FIRST)
                    @ClosureParams(value = SimpleType.class, options = "org.svff.dsl.PfHandle")
                    Closure<?> actions) {
        return new Trigger(Happening.PF_TROUBLE, Optional.of(new NamePattern(names)), deeds(actions));
    }

    /** A policy of the agent refused a request. */
    public Trigger quotaHit(
            @DelegatesTo(value = Actions.class, strategy = Closure.DELEGATE_FIRST)
                    @ClosureParams(value = SimpleType.class, options = "org.svff.dsl.DenialHandle")
                    Closure<?> actions) {
        return new Trigger(Happening.QUOTA_HIT, Optional.empty(), deeds(actions));
    }

    static void run(Closure<?> closure, Object delegate) {
        Closure<?> own = (Closure<?>) closure.clone();
        own.setDelegate(delegate);
        own.setResolveStrategy(Closure.DELEGATE_FIRST);
        own.call();
    }
}
