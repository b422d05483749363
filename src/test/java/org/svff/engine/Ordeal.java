package org.svff.engine;

import static org.svff.testbed.Lab.CARD;
import static org.svff.testbed.Lab.OTHER;
import static org.svff.world.PauseSupport.DEVICE_PAUSE;
import static org.svff.world.PauseSupport.NONE;
import static org.svff.world.PauseSupport.VFIO_PAUSE;

import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.svff.host.SysfsException;
import org.svff.pci.PciAddress;
import org.svff.pci.VfName;
import org.svff.plan.Request;
import org.svff.plan.VfChoice;
import org.svff.sim.GuestBehaviour;
import org.svff.sim.SimCard;
import org.svff.testbed.Lab;
import org.svff.world.BindingId;
import org.svff.world.NetworkSettings;
import org.svff.world.PauseSupport;
import org.svff.world.SettingsChange;

/**
 * Every kind of plan, with the host that it is made for: VMs {@code a} and {@code b} have VFs 0 and 1 of one card, with
 * MACs of their own; of the other card a stranger has a VF.
 */
@SuppressWarnings("ImmutableEnumChecker") // requests copy what they are given
enum Ordeal {
    ATTACH(VFIO_PAUSE, new Request.Attach("c", new VfChoice.Named(vf(CARD, 2)), Optional.empty())),
    DETACH(VFIO_PAUSE, new Request.Detach(id("a"))),
    PAUSE(VFIO_PAUSE, new Request.Pause(Set.of(id("a"), id("b")))),
    PAUSE_OF_THE_PAPER(DEVICE_PAUSE, new Request.Pause(Set.of(id("a"), id("b")))),
    RESUME(VFIO_PAUSE, new Request.Resume(Set.of(id("a"), id("b"))), new Request.Pause(Set.of(id("a"), id("b")))),
    RECONFIGURE_BY_PAUSE(VFIO_PAUSE, toVfs(4, false)),
    RECONFIGURE_BY_PAUSE_OF_THE_PAPER(DEVICE_PAUSE, toVfs(4, false)),
    RECONFIGURE_BY_REPLUG(NONE, toVfs(4, true)),
    RECONFIGURE_WITH_A_MOVE(
            VFIO_PAUSE, new Request.ReconfigurePf(CARD, 4, false, Set.of(), Map.of(id("a"), vf(CARD, 3)))),
    RECONFIGURE_WITH_A_MOVE_TO_ANOTHER_CARD(
            VFIO_PAUSE, new Request.ReconfigurePf(CARD, 4, false, Set.of(), Map.of(id("a"), vf(OTHER, 0)))),
    RECONFIGURE_WITH_MOVES_BY_REPLUG(
            NONE,
            new Request.ReconfigurePf(CARD, 2, true, Set.of(), Map.of(id("a"), vf(CARD, 1), id("b"), vf(OTHER, 1)))),
    RECONFIGURE_THAT_LEAVES_ONE_WITHOUT(VFIO_PAUSE, new Request.ReconfigurePf(CARD, 1, false, Set.of(id("b")))),
    RECONFIGURE_THAT_BRINGS_ONE_BACK(
            VFIO_PAUSE, toVfs(3, false), new Request.ReconfigurePf(CARD, 1, false, Set.of(id("b")))),
    RECONFIGURE_BY_REPLUG_THAT_LEAVES_ONE_WITHOUT(NONE, new Request.ReconfigurePf(CARD, 1, true, Set.of(id("b")))),
    RECONFIGURE_TO_NOTHING(VFIO_PAUSE, new Request.ReconfigurePf(CARD, 0, false, Set.of(id("a"), id("b")))),
    BINDING_TO_ANOTHER_VF(VFIO_PAUSE, new Request.ReconfigureBinding(id("a"), vf(OTHER, 0), false)),
    BINDING_TO_ANOTHER_VF_BY_REPLUG(NONE, new Request.ReconfigureBinding(id("a"), vf(CARD, 2), true)),
    PROGRAM(VFIO_PAUSE, program("v2"), program("v1")),
    PROGRAM_OF_AN_UNKNOWN_CARD(VFIO_PAUSE, program("v2")),
    PROGRAM_BY_REPLUG(NONE, program("v2"), program("v1")),
    PROGRAM_THAT_MOVES_THE_CARD(VFIO_PAUSE, program("elsewhere"), program("v1")),
    PROGRAM_THAT_LEAVES_ALL_PAUSED(VFIO_PAUSE, program("other-vfs"), program("v1")),
    RECONFIGURE_QUEUES(VFIO_PAUSE, queues(512), queues(256)),
    PROGRAM_A_CARD_WITH_QUEUES(VFIO_PAUSE, program("v2"), program("v1"), queues(512)),
    SETTINGS(
            VFIO_PAUSE,
            new Request.ReconfigureSettings(
                    vf(CARD, 0), SettingsChange.parse("mac=52:54:00:00:00:0a vlan=7 max-tx-rate=100"))),
    RECONFIGURE_OF_NVME(
            VFIO_PAUSE,
            toVfs(4, false),
            new Request.ReconfigureSettings(vf(CARD, 2), SettingsChange.parse("queues=3 interrupts=3"))),
    RECONFIGURE_OF_NVME_BY_REPLUG(NONE, toVfs(2, true)),
    SETTINGS_OF_NVME(
            VFIO_PAUSE, new Request.ReconfigureSettings(vf(CARD, 2), SettingsChange.parse("queues=6 interrupts=2"))),
    DRIVER(VFIO_PAUSE, new Request.ReconfigureVf(vf(CARD, 2), Optional.of(org.svff.plan.Step.VFIO_PCI)));

    private final PauseSupport pause;
    final Request request;
    private final List<Request> first;

    Ordeal(PauseSupport pause, Request request, Request... first) {
        this.pause = pause;
        this.request = request;
        this.first = List.of(first);
    }

    private static VfName vf(PciAddress card, int index) {
        return new VfName(card, index);
    }

    private static BindingId id(String vm) {
        return new BindingId(vm, "svff-0");
    }

    private static Request toVfs(int count, boolean replug) {
        return new Request.ReconfigurePf(CARD, count, replug, Set.of());
    }

    private static Request program(String image) {
        return new Request.Program(CARD, image, OptionalInt.empty(), true);
    }

    private static Request queues(int count) {
        return new Request.ReconfigureQueues(CARD, count, false);
    }

    /** Whether it loads an image. */
    boolean programs() {
        return request instanceof Request.Program;
    }

    /** What an operator does with a card that has an image which does not suit its guests, or is not to be seen. */
    void loadFormerImage(Lab lab) {
        try {
            lab.host().kernel().write("/sys/bus/pci/rescan", "1");
        } catch (SysfsException e) {
            throw new UncheckedIOException(e);
        }
        PciAddress at = lab.world().pfs().stream()
                .map(pf -> pf.address())
                .filter(pf -> !pf.equals(OTHER))
                .findFirst()
                .orElseThrow();
        done(lab, new Request.Program(at, "v1", OptionalInt.of(3), true));
    }

    /** Whether the card is a QDMA card. */
    private boolean hasQueues() {
        return name().contains("QUEUES");
    }

    private boolean isNvme() {
        return name().contains("NVME");
    }

    private Lab lab(Clock clock) {
        if (isNvme()) {
            return new Lab(clock, SimCard.nvme(CARD.toString(), 4, 16));
        }
        return hasQueues() ? new Lab(clock, SimCard.qdma(CARD.toString(), 4)) : new Lab(clock);
    }

    private static void addImages(Lab lab) {
        String same = "cards: ['8086:10c9', '10ee:903f']";
        lab.images().add("v1", "version=1", same);
        lab.images().add("v2", "version=2", same);
        lab.images().add("elsewhere", "at=0000:05:00.0", same);
        lab.images().add("other-vfs", "vf-device=1520", same + "\nvfs: {shows: '8086:1520'}");
    }

    /** Whether the binding is there, with its device, when all has gone well or been mended. */
    boolean keeps(BindingId binding) {
        return switch (this) {
            case DETACH, RECONFIGURE_BY_REPLUG_THAT_LEAVES_ONE_WITHOUT ->
                !binding.equals(id(this == DETACH ? "a" : "b"));
            default -> true;
        };
    }

    /** Whether guests may see their devices go on the way. */
    boolean replugs() {
        return pause == NONE || this == DETACH || this == ATTACH; // a half-done attach is taken back
    }

    /** A host on which it can be asked for. */
    Lab stage() {
        return stage(Clock.systemUTC());
    }

    Lab stage(Clock clock) {
        Lab lab = lab(clock);
        addImages(lab);
        List.of("a", "b", "c").forEach(vm -> lab.startVm(vm, pause, GuestBehaviour.OBLIGING));
        done(lab, new Request.ReconfigurePf(CARD, 3, false, Set.of()));
        done(lab, new Request.ReconfigurePf(OTHER, 3, false, Set.of()));
        done(lab, new Request.Attach("a", new VfChoice.Named(vf(CARD, 0)), Optional.empty()));
        done(lab, new Request.Attach("b", new VfChoice.Named(vf(CARD, 1)), Optional.empty()));
        try {
            for (int vf = 0; vf < 3 && !hasQueues() && !isNvme(); vf++) {
                lab.host()
                        .kernel()
                        .setVfSettings(
                                "eth" + CARD.bus(),
                                vf,
                                NetworkSettings.NONE.withMac("52:54:00:00:00:0" + vf),
                                NetworkSettings.NONE);
            }
            lab.stranger(lab.world().vf(vf(OTHER, 2)).orElseThrow().address());
        } catch (SysfsException e) {
            throw new UncheckedIOException(e);
        }
        first.forEach(request -> done(lab, request));
        return lab;
    }

    static Report done(Lab lab, Request request) {
        Report report = lab.run(request);
        if (!report.outcome().isSuccess()) {
            throw new AssertionError(report.toString());
        }
        return report;
    }
}
