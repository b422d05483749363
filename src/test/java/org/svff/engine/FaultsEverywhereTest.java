package org.svff.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.svff.pci.PciAddress;
import org.svff.plan.Request;
import org.svff.testbed.Lab;
import org.svff.testbed.Tally;
import org.svff.world.Binding;
import org.svff.world.BindingId;
import org.svff.world.BindingState;
import org.svff.world.PfState;
import org.svff.world.PhysicalFunction;
import org.svff.world.VirtualMachine;
import org.svff.world.World;

/**
 * Every fault of kernel and QEMU in every kind of plan, and pairs of them. A sample by {@code svff.seed};
 * {@code -Dsvff.thorough=true} tries all.
 */
class FaultsEverywhereTest {
    private static final boolean THOROUGH = Boolean.getBoolean("svff.thorough");
    private static final long SEED = Long.getLong("svff.seed", new Random().nextLong());
    private static final int SINGLES = 6;
    private static final int PAIRS = 3;
    /** So short that a busy machine trips over it now and then: that is a fault like any other. */
    private static final Duration DEADLINE = Duration.ofMillis(300);

    private static final Duration MENDING = Duration.ofSeconds(60);

    @ParameterizedTest
    @EnumSource
    void nothingIsLost(Ordeal ordeal) throws InterruptedException {
        Random random = new Random(SEED);
        List<Affliction> singles = new ArrayList<>(Affliction.all());
        List<List<Affliction>> pairs = new ArrayList<>();
        for (int i = 0; i < singles.size(); i++) {
            for (int j = i + 1; j < singles.size(); j++) {
                pairs.add(List.of(singles.get(i), singles.get(j)));
            }
        }
        Collections.shuffle(singles, random);
        Collections.shuffle(pairs, random);
        int ones = THOROUGH ? singles.size() : SINGLES;
        int twos = THOROUGH ? pairs.size() : PAIRS;
        for (Affliction one : singles.subList(0, ones)) {
            endure(ordeal, List.of(one));
        }
        for (List<Affliction> two : pairs.subList(0, twos)) {
            endure(ordeal, two);
        }
        Tally.add("one fault: " + ordeal, ones);
        Tally.add("two faults: " + ordeal, twos);
    }

    private static void endure(Ordeal ordeal, List<Affliction> faults) throws InterruptedException {
        try (Lab lab = ordeal.stage()) {
            Set<BindingId> owned =
                    lab.world().bindings().stream().map(Binding::id).collect(Collectors.toSet());
            Picture before = Picture.of(lab);
            lab.restartWithin(DEADLINE);
            int writes = lab.writes().size();
            faults.forEach(fault -> fault.strike(lab));
            Report report = lab.run(ordeal.request);
            int written = lab.writes().size() - writes;
            faults.forEach(fault -> fault.heal(lab));
            String said = "seed " + SEED + ": " + ordeal + " with " + faults + ": " + report;
            assertTrue(report.outcome().isOver(), said);
            assertEquals(List.of(), lab.broken(), said);
            awaitWell(lab, said);
            Picture after = Picture.of(lab);
            if (report.outcome() == Outcome.REFUSED) {
                assertEquals(0, written, said);
                assertEquals(before, after, said);
            } else if (report.outcome() == Outcome.ROLLED_BACK) {
                assertEquals(before.guests(), after.guests(), said);
                assertEquals(before.counts(), after.counts(), said);
                assertEquals(before.bindings(), after.bindings(), said);
            }
            isMendedByTheOperator(ordeal, lab, owned, said);
        }
    }

    /** What hung comes back, QEMUs are found again, what was still under way ends. */
    private static void awaitWell(Lab lab, String said) throws InterruptedException {
        long end = System.nanoTime() + MENDING.toNanos();
        while (!isWell(lab.world())) {
            assertTrue(System.nanoTime() < end, () -> "is not well again: " + said);
            Thread.sleep(10); // what comes back from the kernel tells the engine, not the test
        }
    }

    private static boolean isWell(World world) {
        return world.pfs().size() == 2
                && world.pfs().stream().allMatch(pf -> pf.state() == PfState.READY)
                && world.vms().size() == 3
                && world.vms().stream().allMatch(VirtualMachine::reachable);
    }

    private static void isMendedByTheOperator(Ordeal ordeal, Lab lab, Set<BindingId> owned, String said) {
        List<String> tried = new ArrayList<>();
        lab.restartWithin(Lab.PATIENCE);
        PciAddress card = lab.world().pfs().stream()
                .map(PhysicalFunction::address)
                .filter(pf -> !pf.equals(Lab.OTHER))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the card is lost: " + said)); // an image may have moved it
        if (lab.host().kernel().vfCounts().get(card) < 3) {
            tried.add(
                    lab.run(new Request.ReconfigurePf(card, 3, true, Set.of())).toString());
        }
        for (Binding b : lab.world().bindings()) {
            if (b.state() != BindingState.ATTACHED) {
                tried.add(lab.run(new Request.Resume(Set.of(b.id()))).toString());
            }
        }
        String all = said + "; mended by " + tried;
        World world = lab.world();
        for (BindingId id : owned) {
            if (ordeal.keeps(id)) {
                assertTrue(world.binding(id).isPresent(), () -> id + " is forgotten: " + all);
            }
        }
        world.bindings().forEach(b -> assertEquals(BindingState.ATTACHED, b.state(), b + ": " + all));
        if (!ordeal.replugs()) {
            lab.vms().forEach((name, vm) -> assertEquals(List.of(), vm.unplugged(), all));
        }
        Set<PciAddress> behind = lab.guests().values().stream()
                .flatMap(devices -> devices.values().stream())
                .map(host -> host.orElseThrow(() -> new AssertionError("still paused: " + all)))
                .collect(Collectors.toSet());
        assertEquals(lab.guests().values().stream().mapToInt(Map::size).sum(), behind.size(), all);
        assertEquals(List.of(), lab.broken(), all);
    }
}
