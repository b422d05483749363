package org.svff.engine;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.svff.host.HostException;
import org.svff.host.SriovHost;
import org.svff.pci.PciAddress;
import org.svff.pci.VfName;
import org.svff.plan.Step;
import org.svff.vm.Hypervisor;
import org.svff.vm.VmException;
import org.svff.world.Binding;
import org.svff.world.BindingId;
import org.svff.world.Holder;
import org.svff.world.PauseSupport;
import org.svff.world.SvffException;
import org.svff.world.Trouble;
import org.svff.world.VirtualMachine;
import org.svff.world.World;

/** Does single steps, and puts down what bindings are owed before it takes anything from them. Thread-safe. */
final class StepRunner {
    private final SriovHost host;
    private final Hypervisor vms;
    private final Obligations obligations;
    private final Outages outages;
    private final Supplier<World> world;
    private final Deadlines deadlines;
    private final VfCounts counts;
    private final CardSteps cards;

    StepRunner(
            SriovHost host,
            Hypervisor vms,
            Obligations obligations,
            Outages outages,
            Supplier<World> world,
            Deadlines deadlines,
            CardSteps cards) {
        this.host = host;
        this.vms = vms;
        this.obligations = obligations;
        this.outages = outages;
        this.world = world;
        this.deadlines = deadlines;
        this.cards = cards;
        this.counts = new VfCounts(host, deadlines);
    }

    /** Is told how steps go. */
    interface Watcher {
        /** The binding has its VF back; so long it had none. */
        void outage(BindingId binding, Duration took);

        /** How far a step is that takes its time, in the words of who does it. */
        void progress(String line);
    }

    /**
     * Does the step; done already is success. What it takes from a guest is on record first.
     *
     * @return what the operator should know about how it went; mostly empty
     */
    String run(Step step, Watcher watcher) throws SvffException {
        return run(step, watcher, obligations::owe);
    }

    /** The same on the way back, which must go on without a journal, too: the operation itself is on record. */
    String takeBack(Step step, Watcher watcher) throws SvffException {
        try {
            return run(step, watcher, obligations::note);
        } catch (HostException e) {
            if (step instanceof Step.BindDriver && e.kind() == HostException.Kind.NO_SUCH_DEVICE) {
                return step.subject() + " is no more"; // whoever still needs it is told by the next step
            }
            throw e;
        }
    }

    private interface OnRecord {
        void put(Obligation obligation) throws SvffException;
    }

    private String run(Step planned, Watcher watcher, OnRecord onRecord) throws SvffException {
        Step step = cards.here(planned);
        if (step instanceof Step.AttachDevice s) {
            return forVm(s.binding(), () -> attach(s, watcher));
        }
        if (step instanceof Step.DetachDevice s) {
            return forVm(s.binding(), () -> detach(s));
        }
        if (step instanceof Step.PauseDevice s) {
            return forVm(s.binding(), () -> pause(s, onRecord));
        }
        if (step instanceof Step.ResumeDevice s) {
            return forVm(s.binding(), () -> resume(s, watcher));
        }
        if (step instanceof Step.ResumeSame s) {
            return resumeSame(s, watcher);
        }
        if (planned instanceof Step.FindCard then && step instanceof Step.FindCard s) {
            return cards.find(s, then.pf());
        }
        if (planned instanceof Step.RemoveCard then && step instanceof Step.RemoveCard s) {
            cards.remove(s, then.pf());
            return "";
        }
        return runOnCard(step, watcher);
    }

    private String runOnCard(Step step, Watcher watcher) throws SvffException {
        if (step instanceof Step.ProveFree s) {
            counts.proveFree(s.pf());
        } else if (step instanceof Step.SetAutoprobe s) {
            host.setAutoprobe(s.pf(), s.on(), deadlines.kernelWrite());
        } else if (step instanceof Step.SetVfCount s) {
            counts.set(s);
        } else if (step instanceof Step.SetNetwork s) {
            int vf = s.vf().index();
            host.setNetwork(s.vf().pf(), Map.of(vf, s.wanted()), Map.of(vf, s.before()), deadlines.kernelWrite());
        } else if (step instanceof Step.KeepNetwork s) {
            obligations.keep(s.binding(), s.network());
        } else if (step instanceof Step.SetNvme s) {
            host.setNvme(s.pf(), s.wanted(), deadlines.kernelWrite());
        } else if (step instanceof Step.BindDriver s) {
            bindDriver(s);
        } else if (step instanceof Step.SetQueues s) {
            cards.setQueues(s);
        } else if (step instanceof Step.WantQueues s) {
            cards.wantQueues(s);
        } else if (step instanceof Step.LoadImage s) {
            return cards.load(s, watcher::progress);
        } else if (step instanceof Step.LeavePaused s) {
            return cards.leavePaused(s);
        }
        return "";
    }

    private interface VmStep {
        void run() throws SvffException;
    }

    /** A VM that ended on the way lets go of what it had and is owed nothing: that is no failure of the operation. */
    private String forVm(BindingId binding, VmStep step) throws SvffException {
        try {
            step.run();
            return "";
        } catch (VmException e) {
            boolean silent = e.kind() == VmException.Kind.NO_SUCH_VM || e.kind() == VmException.Kind.UNREACHABLE;
            if (silent && hasEnded(binding)) {
                return "VM " + binding.vm() + " ended on the way";
            }
            throw e;
        } catch (HostException e) { // with the host's power, VMs and VFs go together
            if (hasEnded(binding)) {
                return "VM " + binding.vm() + " ended on the way";
            }
            throw e;
        }
    }

    private boolean hasEnded(BindingId binding) throws SvffException {
        Optional<Long> pid = pidOf(binding.vm());
        boolean ended =
                pid.isEmpty() || !host.isAlive(pid.get(), deadlines.kernelRead()) || obligations.isOfAnother(binding);
        if (ended) {
            obligations.settle(binding);
            outages.forget(binding);
        }
        return ended;
    }

    private Optional<Long> pidOf(String vm) {
        return world.get().vm(vm).map(VirtualMachine::pid).filter(pid -> pid > 0);
    }

    private void attach(Step.AttachDevice s, Watcher watcher) throws SvffException {
        vms.attach(
                s.binding().vm(),
                s.binding().device(),
                host.addressOf(s.vf(), deadlines.kernelRead()),
                s.bus(),
                deadlines.attach());
        obligations.settle(s.binding());
        outages.end(s.binding()).ifPresent(outage -> watcher.outage(s.binding(), outage));
    }

    private void detach(Step.DetachDevice s) throws SvffException {
        outages.begin(s.binding());
        vms.detach(s.binding().vm(), s.binding().device(), deadlines.detach());
        obligations.settle(s.binding());
    }

    private void pause(Step.PauseDevice s, OnRecord onRecord) throws SvffException {
        PciAddress address = host.addressOf(s.vf(), deadlines.kernelRead());
        onRecord.put(obligation(Obligation.Kind.PAUSED, s.binding(), s.vf(), address, Optional.empty(), ""));
        outages.begin(s.binding());
        try {
            vms.pause(s.binding().vm(), s.binding().device(), deadlines.pause());
        } catch (VmException e) {
            if (e.kind() == VmException.Kind.REFUSED || e.kind() == VmException.Kind.NO_PAUSE) {
                obligations.settle(s.binding()); // it has its VF still; after silence, nobody knows
                outages.forget(s.binding());
            }
            throw e;
        }
    }

    private void resume(Step.ResumeDevice s, Watcher watcher) throws SvffException {
        try {
            vms.resume(
                    s.binding().vm(),
                    s.binding().device(),
                    host.addressOf(s.vf(), deadlines.kernelRead()),
                    deadlines.resume());
        } catch (VmException e) {
            if (e.kind() == VmException.Kind.NO_SUCH_DEVICE) {
                obligations.settle(s.binding()); // unplugged meanwhile: nothing to give a VF to
                outages.forget(s.binding());
                return;
            }
            if (!hasItAlready(s, e)) {
                throw e;
            }
        }
        obligations.settle(s.binding());
        outages.end(s.binding()).ifPresent(outage -> watcher.outage(s.binding(), outage));
    }

    private String resumeSame(Step.ResumeSame s, Watcher watcher) throws SvffException {
        Optional<String> mismatch = cards.mismatch(s);
        if (mismatch.isPresent()) {
            return cards.leavePaused(new Step.LeavePaused(s.binding(), s.vf(), mismatch.get()));
        }
        return forVm(s.binding(), () -> resume(new Step.ResumeDevice(s.binding(), s.vf()), watcher));
    }

    /** A QEMU with {@code device_pause} refuses to resume what it did not pause, and cannot be asked before. */
    private boolean hasItAlready(Step.ResumeDevice s, VmException refusal) throws SvffException {
        Optional<VirtualMachine> vm =
                world.get().vm(s.binding().vm()).filter(v -> v.pauseSupport() == PauseSupport.DEVICE_PAUSE);
        return refusal.kind() == VmException.Kind.REFUSED
                && vm.isPresent()
                && holders(s.vf()).stream().anyMatch(h -> h.pid() == vm.get().pid());
    }

    private List<Holder> holders(VfName vf) throws SvffException {
        return host.holders(vf.pf(), deadlines.kernelRead()).getOrDefault(vf, List.of());
    }

    /** Puts on record what a step could not give back. */
    void owe(Step planned, String why) {
        Step failed = cards.here(planned);
        if (failed instanceof Step.ResumeDevice s) {
            oweResume(s.binding(), s.vf(), why);
        } else if (failed instanceof Step.ResumeSame s) {
            oweResume(s.binding(), s.vf(), why);
        } else if (failed instanceof Step.AttachDevice s) {
            PciAddress last = lastAddress(s.binding(), s.vf());
            obligations.note(obligation(Obligation.Kind.ATTACH_FAILED, s.binding(), s.vf(), last, s.bus(), why));
        }
    }

    private void oweResume(BindingId binding, VfName vf, String why) {
        PciAddress last = lastAddress(binding, vf);
        obligations.note(obligation(Obligation.Kind.RESUME_FAILED, binding, vf, last, Optional.empty(), why));
    }

    private PciAddress lastAddress(BindingId binding, VfName vf) {
        return world.get().binding(binding).map(Binding::address).orElse(vf.pf());
    }

    private Obligation obligation(
            Obligation.Kind kind, BindingId binding, VfName vf, PciAddress address, Optional<String> bus, String why) {
        long pid = pidOf(binding.vm()).orElse(0L);
        return new Obligation(binding, vf, address, bus, pid, obligations.lifeOf(pid), kind, why, obligations.now());
    }

    private void bindDriver(Step.BindDriver s) throws SvffException {
        if (!s.driver().equals(Optional.of(Step.VFIO_PCI))) {
            List<Holder> holders = holders(s.vf());
            if (!holders.isEmpty()) { // the kernel would take it from them, or wait for them
                throw new SvffException(
                        new Trouble(s.vf().toString(), s.toString(), "it is held by " + holders, "end that use first"));
            }
        }
        if (s.driver().isPresent()) {
            host.bind(s.vf(), s.driver().get(), deadlines.kernelWrite());
        } else {
            host.unbind(s.vf(), deadlines.kernelWrite());
        }
    }

    /** The net under the steps' own deadlines, in milliseconds. */
    long bound() {
        return TimeUnit.NANOSECONDS.toMillis(deadlines.anyStep().toNanos());
    }
}
