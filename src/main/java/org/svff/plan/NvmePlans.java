package org.svff.plan;

import static org.svff.plan.PausePlans.count;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.svff.pci.PciAddress;
import org.svff.pci.VfName;
import org.svff.world.NvmePool;
import org.svff.world.NvmeSettings;
import org.svff.world.PhysicalFunction;
import org.svff.world.VirtualFunction;

/**
 * Plans for what the controllers of NVMe VFs have. A VF is of no use before its controller is online, and has to be so
 * before a guest or a driver looks at it; what it had is gone with it when it is destroyed.
 */
final class NvmePlans {
    private NvmePlans() {}

    /** What the PF's VFs have, by index; those that have nothing and are offline are left out. */
    static Map<Integer, NvmeSettings> now(PhysicalFunction pf) {
        Map<Integer, NvmeSettings> now = new TreeMap<>();
        for (VirtualFunction vf : pf.vfs()) {
            vf.nvme()
                    .filter(has -> !has.isOff())
                    .ifPresent(has -> now.put(vf.name().index(), has));
        }
        return now;
    }

    /**
     * What so many VFs are to have: what they had, else their share, as long as there is enough.
     *
     * @param had by VF index
     */
    static Map<Integer, NvmeSettings> divide(
            PhysicalFunction pf, NvmePool pool, int vfs, Map<Integer, NvmeSettings> had, Stages stages) {
        Map<Integer, NvmeSettings> wanted = new TreeMap<>(had);
        wanted.keySet().removeIf(index -> index >= vfs);
        NvmeSettings share = pool.share(pf.totalVfs());
        List<VfName> without = new ArrayList<>();
        for (int index = 0; index < vfs; index++) {
            if (!wanted.containsKey(index)) {
                wanted.put(index, share);
                if (!isEnough(pool, wanted)) {
                    wanted.remove(index);
                    without.add(new VfName(pf.address(), index));
                }
            }
        }
        stages.note(explain(pf, pool, share));
        if (!without.isEmpty()) {
            stages.note("there is not enough left for "
                    + without.stream().map(VfName::toString).collect(Collectors.joining(", "))
                    + ", whose controllers stay offline");
        }
        return wanted;
    }

    /** What the operator should know of an NVMe card that tells of nothing to divide. */
    static Optional<String> untold(PhysicalFunction pf) {
        boolean isNvme = pf.driver().filter("nvme"::equals).isPresent();
        return isNvme && pf.nvme().isEmpty()
                ? Optional.of(
                        pf.address() + " tells of nothing that it divides among its VFs, or the agent may not ask it"
                                + " (CAP_SYS_ADMIN): whether their controllers are online is left to the card")
                : Optional.empty();
    }

    private static boolean isEnough(NvmePool pool, Map<Integer, NvmeSettings> wanted) {
        int queues = wanted.values().stream().mapToInt(NvmeSettings::queues).sum();
        int interrupts =
                wanted.values().stream().mapToInt(NvmeSettings::interrupts).sum();
        return queues <= pool.queues().forVfs()
                && interrupts <= pool.interrupts().forVfs();
    }

    private static String explain(PhysicalFunction pf, NvmePool pool, NvmeSettings share) {
        return pf.address() + " divides " + pool.queues().forVfs() + " queues and "
                + pool.interrupts().forVfs() + " interrupts among its VFs: a VF of which nobody said anything gets the"
                + " share that it would have of " + count(pf.totalVfs(), "VF") + ", " + share.queues() + " and "
                + share.interrupts() + "; nothing is done to the PF itself, or to the disk that the host has by it";
    }

    /** The step that gives the VFs these, from nothing; none when there is nothing to give. */
    static List<Step> online(PciAddress pf, Map<Integer, NvmeSettings> wanted) {
        return wanted.isEmpty() ? List.of() : List.of(new Step.SetNvme(pf, wanted, off(wanted)));
    }

    /** The step that takes all of these from the VFs; taken back, it brings them online again. */
    static List<Step> offline(PciAddress pf, Map<Integer, NvmeSettings> now) {
        return now.isEmpty() ? List.of() : List.of(new Step.SetNvme(pf, off(now), now));
    }

    private static Map<Integer, NvmeSettings> off(Map<Integer, NvmeSettings> of) {
        Map<Integer, NvmeSettings> off = new TreeMap<>();
        of.keySet().forEach(index -> off.put(index, NvmeSettings.OFF));
        return off;
    }

    /**
     * The step that a VF needs before a guest gets it; none when its controller is online, or it is no NVMe VF.
     *
     * @param as what the guest knows it with; empty: what it has, or its share
     */
    static List<Step> ready(Lookup look, VirtualFunction vf, Optional<NvmeSettings> as) throws Refused {
        if (vf.nvme().isEmpty() || (as.isEmpty() && vf.nvme().get().online()) || as.equals(vf.nvme())) {
            return List.of();
        }
        PhysicalFunction pf = look.usablePf(vf.name().pf());
        Optional<NvmePool> pool = pf.nvme();
        if (pool.isEmpty()) {
            return List.of();
        }
        NvmeSettings wanted = as.orElse(pool.get().share(pf.totalVfs()));
        checkPool(look, pf, pool.get(), vf, wanted);
        return List.of(change(vf, wanted));
    }

    static Step change(VirtualFunction vf, NvmeSettings wanted) {
        int index = vf.name().index();
        NvmeSettings now = vf.nvme().orElse(NvmeSettings.OFF);
        return new Step.SetNvme(vf.name().pf(), Map.of(index, wanted), Map.of(index, now));
    }

    /** Refuses what the card would. */
    static void checkPool(Lookup look, PhysicalFunction pf, NvmePool pool, VirtualFunction vf, NvmeSettings wanted)
            throws Refused {
        NvmeSettings has = vf.nvme().orElse(NvmeSettings.OFF);
        check(look, pf, pool.queues(), vf, "queues", wanted.queues(), has.queues());
        check(look, pf, pool.interrupts(), vf, "interrupts", wanted.interrupts(), has.interrupts());
    }

    private static void check(
            Lookup look,
            PhysicalFunction pf,
            NvmePool.Resource resource,
            VirtualFunction vf,
            String what,
            int wanted,
            int has)
            throws Refused {
        int left = resource.forVfs() - resource.ofVfs() + has;
        if (wanted > left) {
            throw look.refuse(
                    vf.name(),
                    "it is to have " + wanted + " " + what + ", and " + pf.address() + " has " + left + " left of "
                            + resource.total() + " (other VFs have " + (resource.ofVfs() - has) + ", the PF "
                            + resource.ofPf() + ")",
                    "take some from another VF (`svff reconfigure VF --set " + what + "=N`, or online=off)"
                            + (resource.ofPf() > 0
                                    ? ", or from the PF: `nvme virt-mgmt` with -a 1 -n 0, then a reset of the PF"
                                    : ""));
        }
        if (wanted > resource.most() && resource.total() > 0) {
            throw look.refuse(
                    vf.name(),
                    pf.address() + " gives one VF " + resource.most() + " " + what + " at most",
                    "ask for " + resource.most() + " or fewer");
        }
    }
}
