package org.svff.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import org.svff.pci.PciAddress;
import org.svff.pci.VfName;
import org.svff.world.Binding;
import org.svff.world.BindingId;
import org.svff.world.BindingState;
import org.svff.world.PhysicalFunction;
import org.svff.world.VirtualMachine;
import org.svff.world.World;

/** The promises of docs/architecture.md, held against whatever may happen on a host, after each thing that does. */
class PromisesProperties {
    private static final int LONGEST = 14;

    @Property(tries = 80, shrinking = ShrinkingMode.BOUNDED)
    void areKept(@ForAll("whatMayHappen") List<Act> acts) {
        try (Stage stage = new Stage()) {
            for (Act act : acts) {
                Map<String, Map<String, Optional<PciAddress>>> guests = stage.lab.guests();
                Map<PciAddress, Integer> counts = stage.lab.host().kernel().vfCounts();
                int writes = stage.lab.writes().size();
                stage.play(act);
                stage.report.ifPresent(report -> {
                    Statistics.collect(act.getClass().getSimpleName(), report.outcome());
                    if (report.outcome() == Outcome.REFUSED || report.outcome() == Outcome.UNCHANGED) {
                        String said = act + ": " + report;
                        assertEquals(writes, stage.lab.writes().size(), said);
                        assertEquals(guests, stage.lab.guests(), said);
                    } else if (report.outcome() == Outcome.ROLLED_BACK) {
                        String said = act + ": " + report;
                        assertEquals(counts, stage.lab.host().kernel().vfCounts(), said);
                        assertEquals(guests, stage.lab.guests(), said);
                    }
                });
                hold(stage, act);
            }
            assertEquals(List.of(), stage.makeGood(), "what was owed a VF gets it when all is well again");
            hold(stage, new Act.AllHeals());
        }
    }

    private static void hold(Stage stage, Act after) {
        World world = stage.lab.world();
        String said = after + " " + stage.report.map(Object::toString).orElse("") + "\n" + world.bindings();
        assertEquals(List.of(), stage.lab.broken(), said);
        assertEquals(0, stage.lab.engine().counts().running(), said);
        reportsWhatIs(stage, world, said);
        losesNobodysDevice(stage, world, said);
        leavesStrangersAlone(stage, said);
    }

    /** Promise 8: what is shown is what kernel and QEMU say. */
    private static void reportsWhatIs(Stage stage, World world, String said) {
        for (PhysicalFunction pf : world.pfs()) {
            assertEquals(
                    stage.lab.host().kernel().vfCounts().get(pf.address()),
                    pf.vfs().size(),
                    said);
            assertTrue(pf.autoprobe() || stage.faulty, () -> "autoprobe of " + pf.address() + " is off: " + said);
        }
        Map<BindingId, Optional<PciAddress>> real = new HashMap<>();
        stage.lab.guests().forEach((vm, devices) -> {
            if (answers(world, vm)) {
                devices.forEach((device, host) -> real.put(new BindingId(vm, device), host));
            }
        });
        Map<BindingId, Optional<PciAddress>> shown = new HashMap<>();
        for (Binding b : world.bindings()) {
            if (!answers(world, b.id().vm())) {
                continue;
            }
            if (b.state() == BindingState.ATTACHED) {
                shown.put(b.id(), Optional.of(b.address()));
            } else if (b.state() == BindingState.PAUSED || real.containsKey(b.id())) {
                shown.put(b.id(), Optional.empty());
            }
        }
        assertEquals(real, shown, said);
        Set<VfName> behind = new HashSet<>();
        world.bindings().stream()
                .filter(b -> b.state() == BindingState.ATTACHED)
                .flatMap(b -> b.vf().stream())
                .forEach(vf -> assertTrue(behind.add(vf), () -> vf + " is behind two guest devices: " + said));
    }

    /** Of a QEMU that does not answer nobody knows what it has. */
    private static boolean answers(World world, String vm) {
        return world.vm(vm).filter(VirtualMachine::reachable).isPresent();
    }

    /** Promises 1 and 5: no guest loses its device but as asked, and what is owed is on record. */
    private static void losesNobodysDevice(Stage stage, World world, String said) {
        for (BindingId id : stage.owned) {
            if (!answers(world, id.vm())) {
                continue;
            }
            assertTrue(world.binding(id).isPresent(), () -> id + " is forgotten: " + said);
            boolean plugged = stage.lab.guests().getOrDefault(id.vm(), Map.of()).containsKey(id.device());
            assertTrue(plugged || stage.replugged.contains(id), () -> id + " lost its device: " + said);
        }
    }

    /** Promise 4. */
    private static void leavesStrangersAlone(Stage stage, String said) {
        Set<PciAddress> present = stage.present();
        stage.foreign
                .values()
                .forEach(vf -> assertTrue(present.contains(vf), () -> "the foreign " + vf + " is gone: " + said));
    }

    @Provide
    Arbitrary<List<Act>> whatMayHappen() {
        Arbitrary<Integer> few = Arbitraries.integers().between(0, 3);
        Arbitrary<Integer> card = Arbitraries.of(0, 0, 0, 1);
        Arbitrary<Integer> count = Arbitraries.integers().between(-1, 5);
        Arbitrary<Boolean> flag = Arbitraries.of(true, false);
        Arbitrary<Act> asked = Arbitraries.frequencyOf(
                Tuple.of(4, Combinators.combine(few, card, few).as(Act.Attach::new)),
                Tuple.of(1, few.map(Act.Detach::new)),
                Tuple.of(2, few.map(Act.Pause::new)),
                Tuple.of(2, few.map(Act.Resume::new)),
                Tuple.of(5, Combinators.combine(card, count, flag, flag).as(Act.Reconfigure::new)),
                Tuple.of(2, Combinators.combine(few, card, few, flag).as(Act.Move::new)),
                Tuple.of(1, Combinators.combine(card, few, flag).as(Act.Driver::new)));
        Arbitrary<Act> unasked = Arbitraries.frequencyOf(
                Tuple.of(1, few.map(Act.StartVm::new)),
                Tuple.of(1, few.map(Act.KillVm::new)),
                Tuple.of(1, Combinators.combine(card, few).as(Act.StrangerTakes::new)),
                Tuple.of(1, Arbitraries.just(new Act.StrangersLeave())),
                Tuple.of(
                        1,
                        Combinators.combine(card, Arbitraries.integers().between(0, 4))
                                .as(Act.OutsideCount::new)),
                Tuple.of(1, Combinators.combine(few, card).as(Act.KernelFails::new)),
                Tuple.of(1, Combinators.combine(few, few).as(Act.QemuFails::new)),
                Tuple.of(2, Arbitraries.just(new Act.AllHeals())),
                Tuple.of(
                        1,
                        Combinators.combine(card, few, Arbitraries.integers().between(0, 6))
                                .as(Act.Crash::new)),
                Tuple.of(1, Arbitraries.just(new Act.Restart())));
        return Arbitraries.frequencyOf(Tuple.of(3, asked), Tuple.of(1, unasked))
                .list()
                .ofMinSize(4)
                .ofMaxSize(LONGEST);
    }
}
