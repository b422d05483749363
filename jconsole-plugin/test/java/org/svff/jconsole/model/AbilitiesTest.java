package org.svff.jconsole.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AbilitiesTest {
    private static final Picture SHOWN = new Hosts()
            .vm("web-1", true, 2)
            .vm("batch-1", false, 0)
            .silentVm("mute-1")
            .vf(VfState.FREE) // 0
            .vf(VfState.ATTACHED, "web-1") // 1
            .vf(VfState.PAUSED, "web-1") // 2
            .vf(VfState.FAILED, "web-1") // 3
            .vf(VfState.FOREIGN) // 4
            .vf(VfState.HOST) // 5
            .vf(VfState.ATTACHED, "batch-1") // 6
            .shown();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | ATTACH      |",
                "0 | DETACH      | No VM has this VF.",
                "0 | PAUSE       | No VM has this VF.",
                "0 | RECONFIGURE |",
                "1 | ATTACH      | It is web-1's already.",
                "1 | DETACH      |",
                "1 | PAUSE       |",
                "1 | MOVE        |",
                "1 | RESUME      | Nothing with this VF is paused or failed.",
                "2 | RESUME      |",
                "2 | PAUSE       | Nothing with this VF is attached.",
                "3 | RESUME      |",
                "4 | ATTACH      | Held by dpdk-testpmd (9001), which is none of the VMs; svff never touches it.",
                "4 | DETACH      | Held by dpdk-testpmd (9001), which is none of the VMs; svff never touches it.",
                "5 | ATTACH      | The host itself uses it: eth5 is up.",
                "6 | PAUSE       | The QEMU of batch-1 has no pause command.",
                "6 | DETACH      |",
            })
    void whatCanBeDoneWithAVf(int index, Act act, String reason) {
        Ability ability = Abilities.of(act, new Selection.OfVf(Hosts.PF, index), SHOWN);
        assertEquals(reason == null ? "" : reason, ability.reason());
        assertEquals(reason == null, ability.possible());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "web-1   | ATTACH      |",
                "web-1   | DETACH      | This VM has 3 VFs: select one of them.",
                "web-1   | PAUSE       |",
                "web-1   | RESUME      |",
                "web-1   | RECONFIGURE | Select a card: it is its number of VFs that changes.",
                "batch-1 | ATTACH      | It has no empty hot-plug port.",
                "batch-1 | DETACH      |",
                "batch-1 | MOVE        |",
                "mute-1  | ATTACH      | Its QEMU does not answer: no answer within 5 s",
                "mute-1  | DETACH      | This VM has no VF.",
                "gone-1  | ATTACH      | It is no longer there.",
            })
    void whatCanBeDoneWithAVm(String vm, Act act, String reason) {
        assertEquals(
                reason == null ? "" : reason,
                Abilities.of(act, new Selection.OfVm(vm), SHOWN).reason());
    }

    @Test
    void aCardThatIsStuckIsLeftAlone() {
        Picture stuck = new Hosts().vf(VfState.FREE).cardIs("STUCK").shown();
        for (Act act : Act.values()) {
            assertEquals(
                    "The card is STUCK: why",
                    Abilities.of(act, new Selection.OfVf(Hosts.PF, 0), stuck).reason());
        }
    }

    @Test
    void nothingIsPossibleWhileNobodyAnswers() {
        Picture lost = SHOWN.with(new LinkState(LinkState.Kind.LOST, Hosts.NOW, "no answer in time"));
        assertFalse(
                Abilities.of(Act.ATTACH, new Selection.OfVf(Hosts.PF, 0), lost).possible());
    }

    @Test
    void whatTheAgentDeniedIsGreyFromThenOn() {
        Picture denied = SHOWN.with(SHOWN.rights().without(Act.ATTACH, "viewer ann may not attach"));
        assertEquals(
                "You may not: viewer ann may not attach",
                Abilities.of(Act.ATTACH, new Selection.OfVf(Hosts.PF, 0), denied)
                        .reason());
        assertTrue(Abilities.of(Act.DETACH, new Selection.OfVf(Hosts.PF, 1), denied)
                .possible());
    }
}
