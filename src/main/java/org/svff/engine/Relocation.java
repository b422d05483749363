package org.svff.engine;

import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.svff.pci.PciAddress;
import org.svff.pci.VfName;
import org.svff.plan.Step;

/** Steps name cards by the addresses they had when they were planned; a card with a new image may be elsewhere. Pure. */
final class Relocation {
    private Relocation() {}

    /** The step on the cards' present addresses. */
    static Step of(Step step, UnaryOperator<PciAddress> at) {
        if (step instanceof Step.AttachDevice s) {
            return new Step.AttachDevice(s.binding(), vf(s.vf(), at), s.bus());
        } else if (step instanceof Step.DetachDevice s) {
            Optional<VfName> vf = s.vf().map(v -> vf(v, at));
            return new Step.DetachDevice(s.binding(), vf, s.bus());
        } else if (step instanceof Step.PauseDevice s) {
            return new Step.PauseDevice(s.binding(), vf(s.vf(), at));
        } else if (step instanceof Step.ResumeDevice s) {
            return new Step.ResumeDevice(s.binding(), vf(s.vf(), at));
        } else if (step instanceof Step.ResumeSame s) {
            return new Step.ResumeSame(s.binding(), vf(s.vf(), at), s.id());
        } else if (step instanceof Step.LeavePaused s) {
            return new Step.LeavePaused(s.binding(), vf(s.vf(), at), s.why());
        } else if (step instanceof Step.BindDriver s) {
            return new Step.BindDriver(vf(s.vf(), at), s.driver(), s.before());
        } else if (step instanceof Step.SetNetwork s) {
            return new Step.SetNetwork(vf(s.vf(), at), s.wanted(), s.before());
        }
        return ofCard(step, at);
    }

    private static Step ofCard(Step step, UnaryOperator<PciAddress> at) {
        if (step instanceof Step.ProveFree s) {
            return new Step.ProveFree(at.apply(s.pf()));
        } else if (step instanceof Step.SetAutoprobe s) {
            return new Step.SetAutoprobe(at.apply(s.pf()), s.on(), s.before());
        } else if (step instanceof Step.SetVfCount s) {
            return new Step.SetVfCount(at.apply(s.pf()), s.count(), s.before(), Map.copyOf(s.network()));
        } else if (step instanceof Step.SetNvme s) {
            return new Step.SetNvme(at.apply(s.pf()), s.wanted(), s.before());
        } else if (step instanceof Step.SetQueues s) {
            return new Step.SetQueues(at.apply(s.pf()), s.queues(), s.before());
        } else if (step instanceof Step.WantQueues s) {
            return new Step.WantQueues(at.apply(s.pf()), s.queues(), s.before());
        } else if (step instanceof Step.RemoveCard s) {
            return new Step.RemoveCard(at.apply(s.pf()), s.back());
        } else if (step instanceof Step.LoadImage s) {
            return new Step.LoadImage(at.apply(s.pf()), s.image(), s.before(), s.back());
        } else if (step instanceof Step.FindCard s) {
            return new Step.FindCard(at.apply(s.pf()), s.as(), s.removable());
        }
        return step;
    }

    private static VfName vf(VfName vf, UnaryOperator<PciAddress> at) {
        return new VfName(at.apply(vf.pf()), vf.index());
    }
}
