package org.svff.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.svff.host.SysfsException;
import org.svff.pci.PciAddress;
import org.svff.plan.Request;
import org.svff.plan.VfChoice;
import org.svff.sim.GuestBehaviour;
import org.svff.testbed.Fate;
import org.svff.testbed.Fate.Moment;
import org.svff.testbed.Lab;
import org.svff.testbed.Tally;
import org.svff.world.PauseSupport;
import org.svff.world.SvffException;

/**
 * An agent that is killed at every write to its journal, every write to the kernel and every command to QEMU, for every
 * kind of plan. The next agent must leave the world as it was before, or as was asked. A sample by {@code svff.seed} is
 * killed amidst and after acts, too, and once more while it recovers; {@code -Dsvff.thorough=true} does all of these.
 */
class CrashEverywhereTest {
    private static final Set<String> ALL = Set.of(Fate.KERNEL, Fate.QMP, Fate.JOURNAL, Fate.LOADER);
    private static final boolean THOROUGH = Boolean.getBoolean("svff.thorough");
    private static final long SEED = Long.getLong("svff.seed", new Random().nextLong());
    private static final List<Moment> MOMENTS = List.of(Moment.values());
    private static final int SAMPLE = 6;

    @ParameterizedTest
    @EnumSource
    void theNextAgentLeavesItAsItWasOrAsWasAsked(Ordeal ordeal) {
        Picture asked = asked(ordeal);
        List<String> acts = acts(ordeal);
        Random random = new Random(SEED);
        int cases = 0;
        for (int i = 0; i <= acts.size(); i++) { // one more, which it must survive
            cases += dies(ordeal, i, Moment.BEFORE, asked) ? 1 : 0;
        }
        assertTrue(cases >= acts.size() - 1, ordeal + ": killed at " + cases + " of " + acts);
        for (int i = 0; i < acts.size(); i++) {
            if (taken(random) && acts.get(i).startsWith(Fate.JOURNAL)) {
                cases += dies(ordeal, i, Moment.TORN, asked) ? 1 : 0;
            }
            if (taken(random)) { // mostly the same as before the next act; not where steps run beside each other
                cases += dies(ordeal, i, Moment.AFTER, asked) ? 1 : 0;
            }
        }
        Tally.add("killed: " + ordeal, cases);
    }

    private static boolean taken(Random random) {
        return THOROUGH || random.nextInt(6) == 0;
    }

    private static Picture asked(Ordeal ordeal) {
        try (Lab lab = ordeal.stage()) {
            Ordeal.done(lab, ordeal.request);
            return Picture.of(lab);
        }
    }

    /** Whether there were so many acts that it died. */
    private static boolean dies(Ordeal ordeal, int acts, Moment moment, Picture asked) {
        try (Lab lab = ordeal.stage()) {
            Picture before = Picture.of(lab);
            if (!lab.dieDuring(ordeal.request, acts, moment, ALL)) {
                assertEquals(asked, Picture.of(lab));
                return false;
            }
            String said =
                    "seed " + SEED + ": " + ordeal + ", killed " + moment + " act " + acts + ": " + last(lab.fate());
            lab.restart();
            isWhole(ordeal, lab, before, asked, said);
            return true;
        }
    }

    @ParameterizedTest
    @EnumSource
    void alsoWhenTheNextAgentIsKilledWhileItRecovers(Ordeal ordeal) throws SvffException {
        Picture asked = asked(ordeal);
        int first = acts(ordeal).size();
        Random random = new Random(SEED);
        int cases = 0;
        for (int i = 0; i < (THOROUGH ? first : SAMPLE); i++) {
            int acts = THOROUGH ? i : 1 + random.nextInt(first - 1);
            for (int again = THOROUGH ? 0 : random.nextInt(acts); ; again++) {
                Moment moment = MOMENTS.get(random.nextInt(MOMENTS.size()));
                if (!diesTwice(ordeal, acts, moment, again, asked)) {
                    break;
                }
                cases++;
                if (!THOROUGH) {
                    break;
                }
            }
        }
        Tally.add("killed twice: " + ordeal, cases);
    }

    /** Whatever the agent was in the midst of, its host can be worked with after the power came back. */
    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.MATCH_NONE,
            names = {"PROGRAM.*", ".*QUEUES"}) // the mock host has no cold start of cards
    void alsoWhenTheHostLostItsPower(Ordeal ordeal) throws SysfsException {
        int acts = acts(ordeal).size();
        Random random = new Random(SEED);
        int cases = 0;
        for (int i = 0; i <= acts; i++) {
            if (THOROUGH || i == acts || random.nextInt(4) == 0) {
                losesPower(ordeal, i);
                cases++;
            }
        }
        Tally.add("power lost: " + ordeal, cases);
    }

    private static void losesPower(Ordeal ordeal, int acts) throws SysfsException {
        try (Lab lab = ordeal.stage()) {
            Map<PciAddress, Integer> before = lab.host().kernel().vfCounts();
            boolean died = lab.dieDuring(ordeal.request, acts, Moment.BEFORE, ALL);
            String said = "seed " + SEED + ": " + ordeal + ", lost power at act " + acts + ": " + last(lab.fate());
            Map<PciAddress, Integer> after = lab.host().kernel().vfCounts();
            lab.losePower();
            lab.restart();
            List<Report> recovered = lab.engine().history(10);
            assertTrue(recovered.stream().allMatch(r -> r.outcome() != Outcome.FAILED), said + ": " + recovered);
            assertEquals(List.of(), unfinished(lab), said);
            assertEquals(List.of(), lab.world().bindings(), said);
            lab.host()
                    .kernel()
                    .vfCounts()
                    .forEach((card, vfs) -> assertTrue(
                            List.of(0, before.get(card), after.get(card)).contains(vfs), said + ": " + vfs));
            assertTrue(died || recovered.isEmpty(), said);
            lab.startVm("a", PauseSupport.VFIO_PAUSE, GuestBehaviour.OBLIGING);
            Ordeal.done(lab, new Request.ReconfigurePf(Lab.CARD, 4, false, Set.of()));
            Ordeal.done(lab, new Request.Attach("a", new VfChoice.AnyOf(Lab.CARD), Optional.empty()));
        }
    }

    private static List<String> acts(Ordeal ordeal) {
        try (Lab lab = ordeal.stage()) {
            lab.fate().dieAt(Integer.MAX_VALUE, Moment.BEFORE, ALL);
            Ordeal.done(lab, ordeal.request);
            return lab.fate().acts();
        }
    }

    private static boolean diesTwice(Ordeal ordeal, int acts, Moment moment, int again, Picture asked)
            throws SvffException {
        try (Lab lab = ordeal.stage()) {
            Picture before = Picture.of(lab);
            if (!lab.dieDuring(ordeal.request, acts, moment, ALL)) {
                return false;
            }
            String said =
                    "seed " + SEED + ": " + ordeal + ", killed " + moment + " act " + acts + ": " + last(lab.fate());
            Fate second = new Fate();
            second.dieAt(again, moment, ALL);
            lab.restartMortal(second);
            if (!second.isDead()) {
                second.liveOn();
                isWhole(ordeal, lab, before, asked, said);
                return false;
            }
            lab.restart();
            isWhole(ordeal, lab, before, asked, said + ", then at act " + again + ": " + last(second));
            return true;
        }
    }

    private static String last(Fate fate) {
        List<String> acts = fate.acts();
        return acts.isEmpty() ? "none" : acts.get(acts.size() - 1);
    }

    /** The promises of docs/architecture.md. */
    private static void isWhole(Ordeal ordeal, Lab lab, Picture before, Picture asked, String said) {
        Picture now = Picture.of(lab);
        assertEquals(List.of(), lab.broken(), said);
        if (!now.equals(before)) {
            assertEquals(asked, now, said);
        }
        if (!ordeal.replugs()) {
            lab.vms().forEach((name, vm) -> assertEquals(List.of(), vm.unplugged(), said));
        }
        assertEquals(List.of(), unfinished(lab), said);
        if (!THOROUGH && Math.floorMod(said.hashCode() + SEED, 4) != 0) {
            return;
        }
        lab.restart();
        assertEquals(now, Picture.of(lab), "started once more, it changes something: " + said);
        if (now.equals(before)) {
            Ordeal.done(lab, ordeal.request);
            assertEquals(asked, Picture.of(lab), "asked once more: " + said);
        }
    }

    private static List<JournalState.Unfinished> unfinished(Lab lab) {
        return journal(lab).unfinished();
    }

    private static JournalState journal(Lab lab) {
        try {
            JournalState state = new JournalState();
            new JournalFile(lab.state().resolve("journal"), Disk.real())
                    .read()
                    .entries()
                    .forEach(state::apply);
            return state;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
