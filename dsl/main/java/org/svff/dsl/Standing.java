package org.svff.dsl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.svff.jmx.view.PfView;
import org.svff.jmx.view.VfView;
import org.svff.jmx.view.VmView;
import org.svff.jmx.view.WorldView;
import org.svff.policy.KeptPolicy.Explanation;

/** How a host stands to a policy: what is not as it says, and what it says of one thing. */
final class Standing {
    private final Policy policy;
    private final Draft draft;
    private final Quotas quotas;

    private Standing(Policy policy, WorldView world) {
        this.policy = policy;
        this.draft = new Draft(world);
        this.quotas = new Quotas(
                policy.quotas(), world.vms().stream().map(VmView::name).toList(), draft);
    }

    /**
     * What of the host is not as the policy says, each with file and line.
     *
     * @param among the same, with the quotas of others
     */
    static List<String> violations(Policy own, Policy among, WorldView world) {
        List<String> all = new Standing(own, world)
                .quotas.exceeded().stream().map(PolicyError::toString).collect(Collectors.toCollection(ArrayList::new));
        PolicyPlan plan = PolicyPlanner.plan(among, world);
        plan.changes().forEach(c -> all.add(new PolicyError(c.why(), "not done yet: " + c.text()).toString()));
        plan.unmet().stream().filter(e -> e.place().file().equals(own.name())).forEach(e -> all.add(e.toString()));
        return all;
    }

    /**
     * The rules that are about a VM, a VF or a PF.
     *
     * @throws IllegalArgumentException when there is nothing of this name
     */
    static List<Explanation> explain(Policy policy, WorldView world, String what) {
        Standing standing = new Standing(policy, world);
        if (world.vms().stream().anyMatch(vm -> vm.name().equals(what))) {
            return standing.ofVm(what);
        }
        Optional<VfView> vf =
                world.vfs().stream().filter(v -> v.name().equals(what)).findFirst();
        Optional<PfView> pf = world.pfs().stream()
                .filter(p -> p.address().equals(vf.map(VfView::pf).orElse(what)))
                .findFirst();
        if (pf.isEmpty()) {
            throw new IllegalArgumentException("there is no VM, VF or PF " + what);
        }
        Map<String, Explanation> all = new LinkedHashMap<>();
        standing.ofCard(pf.get()).forEach(e -> all.put(e.place(), e));
        vf.map(VfView::vm)
                .filter(vm -> !vm.isEmpty())
                .ifPresent(vm -> standing.ofVm(vm).forEach(e -> all.put(e.place(), e))); // what it says of who has it
        return List.copyOf(all.values());
    }

    private List<Explanation> ofVm(String vm) {
        List<Explanation> all = new ArrayList<>();
        for (Policy.Quota quota : policy.quotas()) {
            if (quota.vms().matches(vm)) {
                all.add(new Explanation(quota.place().toString(), quota.text(), used(quota, vm)));
            }
        }
        for (Policy.Assign assign : policy.assigns()) {
            if (assign.vm().equals(vm)) {
                int has = draft.bindings(vm, assign.from()).size();
                all.add(new Explanation(assign.place().toString(), assign.text(), "has " + has));
            }
        }
        return all;
    }

    private String used(Policy.Quota quota, String vm) {
        int has = quotas.used(quota, vm);
        String who = quota.together() ? "they have " : vm + " has ";
        String of = quota.most().isPresent() ? " of " + quota.most().getAsInt() : "";
        String owed = quota.least().isPresent() && has < quota.least().getAsInt()
                ? ", " + (quota.least().getAsInt() - has) + " more kept free"
                : "";
        return who + has + of + owed;
    }

    private List<Explanation> ofCard(PfView pf) {
        List<Explanation> all = new ArrayList<>();
        policy.cards().stream()
                .filter(c -> c.card().equals(pf.address()))
                .forEach(c -> all.add(new Explanation(c.place().toString(), c.text(), holds(pf))));
        for (Policy.Quota quota : policy.quotas()) {
            if (!quota.cards().equals(Policy.From.ANY) && quota.cards().test().test(pf)) {
                all.add(new Explanation(quota.place().toString(), quota.text(), users(quota)));
            }
        }
        for (Policy.Assign assign : policy.assigns()) {
            if (!assign.from().equals(Policy.From.ANY) && assign.from().test().test(pf)) {
                all.add(new Explanation(
                        assign.place().toString(),
                        assign.text(),
                        "has " + draft.bindings(assign.vm(), assign.from()).size()));
            }
        }
        return all;
    }

    private static String holds(PfView pf) {
        return "it has " + pf.numVfs() + " VFs"
                + (pf.queues() < 0 ? "" : ", " + pf.queues() + " queues")
                + (pf.image().isEmpty() ? "" : ", the image " + pf.image());
    }

    private String users(Policy.Quota quota) {
        String each = new TreeSet<>(draft.vms())
                .stream()
                        .filter(vm -> quota.vms().matches(vm) && quotas.used(quota, vm) > 0)
                        .map(vm -> quota.together() ? vm : vm + " has " + quotas.used(quota, vm))
                        .collect(Collectors.joining(", "));
        return each.isEmpty() ? "nobody has any" : quota.together() ? "used by " + each : each;
    }
}
