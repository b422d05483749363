package org.svff.plan;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.svff.pci.PciAddress;
import org.svff.pci.VfName;
import org.svff.world.BindingId;
import org.svff.world.NetworkSettings;
import org.svff.world.NvmeSettings;

/**
 * One thing to do, small enough to be done or undone as a whole. Every step names its goal, not its way: done twice it
 * is done once, so that recovery may repeat it. VFs are named by PF and index; their addresses are read when the step
 * runs.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "step")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Step.AttachDevice.class, name = "attach"),
    @JsonSubTypes.Type(value = Step.DetachDevice.class, name = "detach"),
    @JsonSubTypes.Type(value = Step.PauseDevice.class, name = "pause"),
    @JsonSubTypes.Type(value = Step.ResumeDevice.class, name = "resume"),
    @JsonSubTypes.Type(value = Step.ProveFree.class, name = "prove-free"),
    @JsonSubTypes.Type(value = Step.SetAutoprobe.class, name = "set-autoprobe"),
    @JsonSubTypes.Type(value = Step.SetVfCount.class, name = "set-vf-count"),
    @JsonSubTypes.Type(value = Step.SetNetwork.class, name = "set-network"),
    @JsonSubTypes.Type(value = Step.KeepNetwork.class, name = "keep-network"),
    @JsonSubTypes.Type(value = Step.SetNvme.class, name = "set-nvme"),
    @JsonSubTypes.Type(value = Step.BindDriver.class, name = "bind-driver"),
    @JsonSubTypes.Type(value = Step.SetQueues.class, name = "set-queues"),
    @JsonSubTypes.Type(value = Step.WantQueues.class, name = "want-queues"),
    @JsonSubTypes.Type(value = Step.RemoveCard.class, name = "remove-card"),
    @JsonSubTypes.Type(value = Step.LoadImage.class, name = "load-image"),
    @JsonSubTypes.Type(value = Step.FindCard.class, name = "find-card"),
    @JsonSubTypes.Type(value = Step.ResumeSame.class, name = "resume-same"),
    @JsonSubTypes.Type(value = Step.LeavePaused.class, name = "leave-paused")
})
public sealed interface Step {
    /** The steps that take this one back, in order; empty when there is nothing to take back. */
    List<Step> undo();

    /** What the step works on, for messages: a VM's device, a VF, a PF. */
    String subject();

    /**
     * Plugs the VF into the VM. The guest sees a new device.
     *
     * @param bus the guest bus; empty for any free hot-pluggable port
     */
    record AttachDevice(BindingId binding, VfName vf, Optional<String> bus) implements Step {
        @Override
        public List<Step> undo() {
            return List.of(new DetachDevice(binding, Optional.of(vf), bus));
        }

        @Override
        public String subject() {
            return binding.toString();
        }

        @Override
        public String toString() {
            return "attach " + vf + " to " + binding.vm() + " as " + binding.device();
        }
    }

    /**
     * Unplugs the guest device. The guest sees it go.
     *
     * @param vf the VF behind it, to plug it in again when the step is taken back; empty when it is not known
     * @param bus the guest bus it is on, so that it comes back in the same place
     */
    record DetachDevice(BindingId binding, Optional<VfName> vf, Optional<String> bus) implements Step {
        @Override
        public List<Step> undo() {
            return vf.<List<Step>>map(v -> List.of(
                            new BindDriver(v, Optional.of(VFIO_PCI), Optional.empty()),
                            new AttachDevice(binding, v, bus)))
                    .orElse(List.of());
        }

        @Override
        public String subject() {
            return binding.toString();
        }

        @Override
        public String toString() {
            return "detach " + binding.device() + vf.map(v -> " (" + v + ")").orElse("") + " from " + binding.vm();
        }
    }

    /** QEMU lets go of the VF; the guest keeps its device. */
    record PauseDevice(BindingId binding, VfName vf) implements Step {
        @Override
        public List<Step> undo() {
            return List.of(new BindDriver(vf, Optional.of(VFIO_PCI), Optional.empty()), new ResumeDevice(binding, vf));
        }

        @Override
        public String subject() {
            return binding.toString();
        }

        @Override
        public String toString() {
            return "pause " + binding + " (" + vf + ")";
        }
    }

    /** QEMU takes the VF, at its present address, underneath the guest's device. */
    record ResumeDevice(BindingId binding, VfName vf) implements Step {
        @Override
        public List<Step> undo() {
            return List.of(new PauseDevice(binding, vf));
        }

        @Override
        public String subject() {
            return binding.toString();
        }

        @Override
        public String toString() {
            return "resume " + binding + " with " + vf;
        }
    }

    /** Checks that no process holds any VF of the PF, waiting a bounded time for those that are letting go. */
    record ProveFree(PciAddress pf) implements Step {
        @Override
        public List<Step> undo() {
            return List.of();
        }

        @Override
        public String subject() {
            return pf.toString();
        }

        @Override
        public String toString() {
            return "check that nothing holds a VF of " + pf;
        }
    }

    /** Sets whether new VFs get a host driver at once. */
    record SetAutoprobe(PciAddress pf, boolean on, boolean before) implements Step {
        @Override
        public List<Step> undo() {
            return List.of(new SetAutoprobe(pf, before, on));
        }

        @Override
        public String subject() {
            return pf.toString();
        }

        @Override
        public String toString() {
            return "turn automatic driver binding of new VFs of " + pf + (on ? " on" : " off");
        }
    }

    /**
     * Sets the VF count; from one count above 0 to another it goes by way of 0, as the kernel asks.
     *
     * @param network what network VFs shall have, by index, since the kernel forgets it with the VF; with a count of 0,
     *     what they get back when the step is undone
     */
    record SetVfCount(PciAddress pf, int count, int before, Map<Integer, NetworkSettings> network) implements Step {
        public SetVfCount {
            network = Map.copyOf(network);
        }

        @Override
        public List<Step> undo() {
            return List.of(new SetVfCount(pf, before, count, network));
        }

        @Override
        public String subject() {
            return pf.toString();
        }

        @Override
        public String toString() {
            return "set the VF count of " + pf + " from " + before + " to " + count;
        }
    }

    /** Sets on a network VF, from the host, what it shall have. */
    record SetNetwork(VfName vf, NetworkSettings wanted, NetworkSettings before) implements Step {
        @Override
        public List<Step> undo() {
            return List.of(new SetNetwork(vf, before, wanted));
        }

        @Override
        public String subject() {
            return vf.toString();
        }

        @Override
        public String toString() {
            return "give " + vf + " the network settings " + wanted;
        }
    }

    /**
     * Puts down what a paused binding's VF is to have when it is made again, since the kernel forgets it with the VF.
     *
     * @param network empty: nothing
     * @param before what was put down so far
     */
    record KeepNetwork(BindingId binding, Optional<NetworkSettings> network, Optional<NetworkSettings> before)
            implements Step {
        @Override
        public List<Step> undo() {
            return List.of(new KeepNetwork(binding, before, network));
        }

        @Override
        public String subject() {
            return binding.toString();
        }

        @Override
        public String toString() {
            return network.map(n -> "keep for " + binding + ": " + n)
                    .orElse("keep no network settings for " + binding + " any more");
        }
    }

    /**
     * Gives the controllers of NVMe VFs their queues and interrupts, and brings them online or takes them offline.
     *
     * @param wanted by VF index
     * @param before what they had, for the same VFs
     */
    record SetNvme(PciAddress pf, Map<Integer, NvmeSettings> wanted, Map<Integer, NvmeSettings> before)
            implements Step {
        public SetNvme {
            wanted = Map.copyOf(wanted);
            before = Map.copyOf(before);
        }

        @Override
        public List<Step> undo() {
            return List.of(new SetNvme(pf, before, wanted));
        }

        @Override
        public String subject() {
            return pf.toString();
        }

        @Override
        public String toString() {
            String vfs =
                    wanted.keySet().stream().sorted().map(i -> pf + "/" + i).collect(Collectors.joining(", "));
            List<NvmeSettings> all = wanted.values().stream().distinct().toList();
            if (all.size() > 1) {
                return "divide queues and interrupts among " + vfs;
            }
            NvmeSettings each = all.isEmpty() ? NvmeSettings.OFF : all.get(0);
            return each.online()
                    ? "bring " + vfs + " online with " + each.queues() + " queues and " + each.interrupts()
                            + " interrupts" + (wanted.size() > 1 ? " each" : "")
                    : "take " + vfs + " offline";
        }
    }

    /** Gives the VF this driver and no other; empty: none. */
    record BindDriver(VfName vf, Optional<String> driver, Optional<String> before) implements Step {
        @Override
        public List<Step> undo() {
            return List.of(new BindDriver(vf, before, driver));
        }

        @Override
        public String subject() {
            return vf.toString();
        }

        @Override
        public String toString() {
            return driver.map(d -> "bind " + vf + " to " + d).orElse("leave " + vf + " without a driver");
        }
    }

    /** Sets how many queues the function may use (QDMA), and reads it back. */
    record SetQueues(PciAddress pf, int queues, int before) implements Step {
        @Override
        public List<Step> undo() {
            return List.of(new SetQueues(pf, before, queues));
        }

        @Override
        public String subject() {
            return pf.toString();
        }

        @Override
        public String toString() {
            return "set the queues of " + pf + " (qdma/qmax) to " + queues;
        }
    }

    /** Puts down how many queues the function shall have whenever they fall to 0; 0: as configured. */
    record WantQueues(PciAddress pf, int queues, int before) implements Step {
        @Override
        public List<Step> undo() {
            return List.of(new WantQueues(pf, before, queues));
        }

        @Override
        public String subject() {
            return pf.toString();
        }

        @Override
        public String toString() {
            return "keep it on record that " + pf
                    + (queues == 0 ? " has its queues as configured" : " has " + queues + " queues");
        }
    }

    /**
     * How a card is to be found again, and what it is given back when an image is taken back.
     *
     * @param others addresses of PFs that are other cards': one that is new is the card
     * @param ids what it may show as: nothing else is it
     * @param queues how many queues it had
     */
    record Return(Set<PciAddress> others, Set<String> ids, int queues) {
        public Return {
            others = Set.copyOf(others);
            ids = Set.copyOf(ids);
        }

        /** New VFs get no driver until they are given one, whatever the kernel does with a card that it meets anew. */
        List<Step> steps(PciAddress pf) {
            List<Step> steps = new ArrayList<>();
            steps.add(new FindCard(pf, this, false));
            if (queues > 0) {
                steps.add(new SetQueues(pf, queues, 0));
            }
            steps.add(new SetAutoprobe(pf, false, false));
            return steps;
        }
    }

    /** Takes all functions of the card off the PCI bus. */
    record RemoveCard(PciAddress pf, Return back) implements Step {
        @Override
        public List<Step> undo() {
            return back.steps(pf);
        }

        @Override
        public String subject() {
            return pf.toString();
        }

        @Override
        public String toString() {
            return "take the card " + pf + " off the PCI bus";
        }
    }

    /**
     * Has the loader load the image.
     *
     * @param before the image that the card had, which is loaded again when the step is taken back; empty when nobody
     *     knows
     * @param back for a card that stays on the bus meanwhile
     */
    record LoadImage(PciAddress pf, String image, Optional<String> before, Optional<Return> back) implements Step {
        @Override
        public List<Step> undo() {
            List<Step> steps = new ArrayList<>();
            before.ifPresent(former -> steps.add(new LoadImage(pf, former, Optional.of(image), back)));
            back.ifPresent(b -> steps.addAll(b.steps(pf)));
            return steps;
        }

        @Override
        public String subject() {
            return pf.toString();
        }

        @Override
        public String toString() {
            return "load the image " + image + " into " + pf;
        }
    }

    /**
     * Has the kernel look for the card, which may be at another address by now.
     *
     * @param removable whether it is taken off the bus again when the step is taken back
     */
    record FindCard(PciAddress pf, Return as, boolean removable) implements Step {
        @Override
        public List<Step> undo() {
            return removable ? List.of(new RemoveCard(pf, as)) : List.of();
        }

        @Override
        public String subject() {
            return pf.toString();
        }

        @Override
        public String toString() {
            return "find the card " + pf + " again";
        }
    }

    /** Resumes the binding if the VF is the kind of device that its guest knows; else it stays paused, with the reason. */
    record ResumeSame(BindingId binding, VfName vf, Optional<String> id) implements Step {
        @Override
        public List<Step> undo() {
            return List.of(new PauseDevice(binding, vf));
        }

        @Override
        public String subject() {
            return binding.toString();
        }

        @Override
        public String toString() {
            return "resume " + binding + " with " + vf
                    + id.map(i -> " if it is " + i).orElse("");
        }
    }

    /** Puts down why the binding stays paused. */
    record LeavePaused(BindingId binding, VfName vf, String why) implements Step {
        @Override
        public List<Step> undo() {
            return List.of();
        }

        @Override
        public String subject() {
            return binding.toString();
        }

        @Override
        public String toString() {
            return "leave " + binding + " paused: " + why;
        }
    }

    /** The kernel driver that hands a device to user space (Documentation/driver-api/vfio.rst). */
    String VFIO_PCI = "vfio-pci";
}
