package org.svff.cli.demo;

import java.util.List;
import org.svff.jmx.view.PfView;
import org.svff.jmx.view.VmView;
import org.svff.jmx.view.WorldView;

/** A card whose VFs are all in use, and a third VM that wants one: the card is reconfigured while its guests run. */
public final class Story {
    private static final int FEW = 2;
    private static final int MANY = 3;

    private final WorldView world;
    private final Teller teller;

    /** @param world a host without VFs, with a card, and three VMs of which two can pause */
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
        if (pfs.isEmpty()
                || vms.size() < 3
                || vms.stream().filter(VmView::pauseSupported).count() < 2
                || !world.vfs().isEmpty()) {
            throw new IllegalArgumentException(
                    "the demo needs a host with a card, three VMs of which two can pause, and no VFs yet");
        }
        String card = pfs.get(0).address();
        List<String> names = vms.stream()
                .sorted((a, b) -> Boolean.compare(b.pauseSupported(), a.pauseSupported()))
                .map(VmView::name)
                .toList();
        return attach(card, names) && arrive(card, names.get(2)) && shrink(card, names);
    }

    private boolean attach(String card, List<String> vms) {
        teller.chapter(
                "Cards and VMs. No VFs yet: make two, and give one each to " + vms.get(0) + " and " + vms.get(1) + ".");
        return teller.run(true, "list")
                && teller.run(true, "reconfigure", card, "--vfs", String.valueOf(FEW))
                && teller.run(true, "attach", vms.get(0), card + "/0")
                && teller.run(true, "attach", vms.get(1), card + "/1")
                && teller.run(true, "list");
    }

    private boolean arrive(String card, String third) {
        String many = String.valueOf(MANY);
        teller.chapter(third + " arrives, and the card has no VF left.");
        if (!teller.run(false, "attach", third, card)) {
            return false;
        }
        teller.chapter("The kernel can only change the number of VFs by destroying all of them first."
                + " What would happen to the guests?");
        if (!teller.run(true, "plan", "reconfigure", card, "--vfs", many)) {
            return false;
        }
        teller.chapter("They keep their devices: QEMU lets go of the VFs, and takes the new ones underneath.");
        return teller.run(true, "reconfigure", card, "--vfs", many)
                && teller.run(true, "attach", third, card)
                && teller.run(true, "list");
    }

    private boolean shrink(String card, List<String> vms) {
        teller.chapter("A mistake: fewer VFs than the guests need. It is refused before anything is touched.");
        if (!teller.run(false, "reconfigure", card, "--vfs", "1")) {
            return false;
        }
        teller.chapter("Take one away in an orderly way, and see what was done today.");
        return teller.run(true, "detach", vms.get(2) + "/svff-0") && teller.run(true, "history");
    }
}
