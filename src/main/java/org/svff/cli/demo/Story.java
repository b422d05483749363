package org.svff.cli.demo;

import java.util.List;
import org.svff.jmx.view.PfView;
import org.svff.jmx.view.VmView;
import org.svff.jmx.view.WorldView;

/** Two cards, three VMs: VFs are made, attached, and one card is reconfigured while its guests run. */
public final class Story {
    private static final int FEW = 2;
    private static final int MANY = 4;

    private final WorldView world;
    private final Teller teller;

    /** @param world a host without VFs, with at least two cards and three VMs */
    public Story(WorldView world, Teller teller) {
        this.world = world;
        this.teller = teller;
    }

    /**
     * Tells it; false when a command did not end as it should, with which the story stops.
     *
     * @throws IllegalArgumentException when the host is none that the story can be told on
     */
    public boolean tell() {
        List<PfView> pfs = world.pfs();
        List<VmView> vms = world.vms();
        if (pfs.size() < 2 || vms.size() < 3 || !world.vfs().isEmpty()) {
            throw new IllegalArgumentException("the demo needs a host with two cards, three VMs and no VFs yet");
        }
        String card = pfs.get(0).address();
        String other = pfs.get(1).address();
        // those that can pause come first: the story shows what that is good for
        List<String> names = vms.stream()
                .sorted((a, b) -> Boolean.compare(b.pauseSupported(), a.pauseSupported()))
                .map(VmView::name)
                .toList();
        boolean pause = vms.stream().filter(VmView::pauseSupported).count() >= 2;
        return attach(card, other, names) && (pause ? growByPause(card) : growByReplug(card)) && shrink(card, names);
    }

    private boolean attach(String card, String other, List<String> vms) {
        teller.chapter("A host with two cards and three VMs. No VFs yet.");
        if (!teller.run(true, "list")) {
            return false;
        }
        teller.chapter("Make VFs, and give one to each VM.");
        return teller.run(true, "reconfigure", card, "--vfs", String.valueOf(FEW))
                && teller.run(true, "reconfigure", other, "--vfs", String.valueOf(FEW))
                && teller.run(true, "attach", vms.get(0), card + "/0")
                && teller.run(true, "attach", vms.get(1), card + "/1")
                && teller.run(true, "attach", vms.get(2), other)
                && teller.run(true, "list");
    }

    private boolean growByPause(String card) {
        teller.chapter("Another VM is to come, and this card has no free VF. The kernel can only change their number"
                + " by destroying all of them first. What would happen to the guests?");
        if (!teller.run(true, "plan", "reconfigure", card, "--vfs", String.valueOf(MANY))) {
            return false;
        }
        teller.chapter("They keep their devices: QEMU lets go of the VFs, and takes the new ones underneath.");
        return teller.run(true, "reconfigure", card, "--vfs", String.valueOf(MANY)) && teller.run(true, "list");
    }

    private boolean growByReplug(String card) {
        String many = String.valueOf(MANY);
        teller.chapter("Another VM is to come, and this card has no free VF. The kernel can only change their number"
                + " by destroying all of them first, and this QEMU cannot pause: svff will not take a guest's device"
                + " away unasked.");
        if (!teller.run(false, "reconfigure", card, "--vfs", many)) {
            return false;
        }
        teller.chapter("Unless it is told that the guests may see their device go and come back.");
        return teller.run(true, "plan", "reconfigure", card, "--vfs", many, "--allow-replug")
                && teller.run(true, "reconfigure", card, "--vfs", many, "--allow-replug")
                && teller.run(true, "list");
    }

    private boolean shrink(String card, List<String> vms) {
        teller.chapter("A mistake: fewer VFs than the guests need. It is refused before anything is touched.");
        if (!teller.run(false, "reconfigure", card, "--vfs", "1", "--allow-replug")) {
            return false;
        }
        teller.chapter("Take one away in an orderly way, and see what was done today.");
        return teller.run(true, "detach", vms.get(0) + "/svff-0") && teller.run(true, "history");
    }
}
