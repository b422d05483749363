package org.svff.policy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.svff.access.Access;
import org.svff.access.Scope;
import org.svff.access.User;
import org.svff.pci.PciAddress;
import org.svff.plan.Plan;
import org.svff.plan.Request;
import org.svff.plan.Step;
import org.svff.world.Trouble;
import org.svff.world.World;

/**
 * Keeps users to their VMs and PFs, by what the plan that is about to run touches. It is asked when the plan's PFs are
 * locked, so nothing can change in between.
 */
public final class ScopedAdmission implements Admission {
    private final Access access;
    private final Admission next;

    /** @param next is asked of what is within the user's scope */
    public ScopedAdmission(Access access, Admission next) {
        this.access = access;
        this.next = next;
    }

    @Override
    public Optional<Trouble> refusal(World world, Request request, Plan plan, String requester) {
        return outside(world, request, plan, requester).or(() -> next.refusal(world, request, plan, requester));
    }

    @Override
    public boolean countsVfs() {
        return next.countsVfs();
    }

    @Override
    public List<KeptPolicy> policies() {
        return next.policies();
    }

    @Override
    public void follow(BiConsumer<String, String> listener) {
        next.follow(listener);
    }

    @Override
    public void close() {
        next.close();
    }

    private Optional<Trouble> outside(World world, Request request, Plan plan, String requester) {
        if (!access.hasUsers() || !User.isName(requester)) {
            return Optional.empty(); // the agent's own: no user can be called so
        }
        Optional<Scope> scope = access.caller(requester, "").map(c -> c.scope());
        if (scope.isEmpty()) {
            return Optional.of(refused(request, requester + " is no user any more", "ask an administrator"));
        }
        Set<String> not = new TreeSet<>();
        vms(world, request, plan).stream().filter(vm -> !scope.get().hasVm(vm)).forEach(vm -> not.add("VM " + vm));
        plan.pfs().stream().filter(pf -> !scope.get().hasPf(pf)).forEach(pf -> not.add("PF " + pf));
        return not.isEmpty()
                ? Optional.empty()
                : Optional.of(refused(
                        request,
                        requester + " may not touch " + String.join(", ", not),
                        "ask somebody whose scope has these, or an administrator for a wider one"));
    }

    private static Trouble refused(Request request, String answer, String remedy) {
        return new Trouble("access", request.toString(), answer, remedy);
    }

    /** The VMs whose devices the plan touches, and all that have a binding on a PF whose VFs are made anew. */
    private static Set<String> vms(World world, Request request, Plan plan) {
        Set<String> vms = new TreeSet<>();
        plan.steps().forEach(step -> vmOf(step).ifPresent(vms::add));
        madeAnew(request)
                .ifPresent(pf -> world.bindings().stream()
                        .filter(b -> b.vf().filter(vf -> vf.pf().equals(pf)).isPresent())
                        .forEach(b -> vms.add(b.id().vm())));
        return vms;
    }

    private static Optional<PciAddress> madeAnew(Request request) {
        if (request instanceof Request.ReconfigurePf r) {
            return Optional.of(r.pf());
        } else if (request instanceof Request.RecreateVfs r) {
            return Optional.of(r.pf());
        } else if (request instanceof Request.ReconfigureQueues r) {
            return Optional.of(r.pf());
        } else if (request instanceof Request.Program r) {
            return Optional.of(r.pf());
        }
        return Optional.empty();
    }

    static Optional<String> vmOf(Step step) {
        if (step instanceof Step.AttachDevice s) {
            return Optional.of(s.binding().vm());
        } else if (step instanceof Step.DetachDevice s) {
            return Optional.of(s.binding().vm());
        } else if (step instanceof Step.PauseDevice s) {
            return Optional.of(s.binding().vm());
        } else if (step instanceof Step.ResumeDevice s) {
            return Optional.of(s.binding().vm());
        } else if (step instanceof Step.ResumeSame s) {
            return Optional.of(s.binding().vm());
        } else if (step instanceof Step.KeepNetwork s) {
            return Optional.of(s.binding().vm());
        } else if (step instanceof Step.LeavePaused s) {
            return Optional.of(s.binding().vm());
        }
        return Optional.empty(); // what works on PFs and VFs is in the plan's PFs
    }
}
