package org.svff.plan;

import java.util.List;
import java.util.Optional;
import org.svff.world.NvmeChange;
import org.svff.world.NvmePool;
import org.svff.world.NvmeSettings;
import org.svff.world.PhysicalFunction;
import org.svff.world.VfState;
import org.svff.world.VirtualFunction;

/** Plans a change of what the controller of an NVMe VF has. It goes offline for that, so nobody may be using it. */
final class NvmeSettingsPlan {
    private NvmeSettingsPlan() {}

    static Plan plan(Lookup look, Request.ReconfigureSettings request, VirtualFunction vf, NvmeChange change)
            throws Refused {
        PhysicalFunction pf = look.usablePf(vf.name().pf());
        Optional<NvmePool> pool = pf.nvme();
        if (pool.isEmpty() || vf.nvme().isEmpty()) {
            throw look.refuse(
                    vf.name(),
                    pf.address() + " divides no queues and interrupts among its VFs, as NVMe cards do",
                    "such settings are for the VFs of NVMe cards with virtualization management"
                            + " (`nvme primary-ctrl-caps`), with the driver nvme on the PF");
        }
        NvmeSettings now = vf.nvme().get();
        NvmeSettings wanted = whole(change.on(now), pool.get().share(pf.totalVfs()));
        Stages stages = new Stages();
        if (wanted.equals(now)) {
            return stages.note(vf.name() + " is so already: " + now).plan(look.world(), request, List.of(pf.address()));
        }
        checkUnused(look, vf);
        NvmePlans.checkPool(look, pf, pool.get(), vf, wanted);
        return stages.then(NvmePlans.change(vf, wanted)).plan(look.world(), request, List.of(pf.address()));
    }

    /** Of what it has nothing, and nobody said anything, it gets its share. */
    private static NvmeSettings whole(NvmeSettings wanted, NvmeSettings share) {
        return wanted.online()
                ? new NvmeSettings(
                        true,
                        wanted.queues() == 0 ? share.queues() : wanted.queues(),
                        wanted.interrupts() == 0 ? share.interrupts() : wanted.interrupts())
                : wanted;
    }

    private static void checkUnused(Lookup look, VirtualFunction vf) throws Refused {
        VfState state = look.world().stateOf(vf);
        if (state == VfState.HOST) {
            look.freeVf(vf.name()); // refuses, telling how the host uses it
        }
        if (state != VfState.FREE) {
            throw look.refuse(
                    vf.name(),
                    look.world()
                            .bindingOf(vf.name())
                            .map(b -> "the guest of " + b.id().vm() + " has it")
                            .orElse("it is in use"),
                    "its controller goes offline for such a change, and its guest knows how many interrupts it has:"
                            + " detach it first");
        }
    }
}
