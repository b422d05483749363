package org.svff.jconsole.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
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
    void aVmThatHasAllThatItsQuotaAllowsGetsNoMore() {
        Picture shown = new Hosts()
                .vmWithQuota("full-1", 2, 2)
                .vmWithQuota("some-1", 1, 2)
                .vf(VfState.FREE)
                .shown();
        assertEquals(
                "It has 2 of 2 VFs, all that its quota allows.",
                Abilities.of(Act.ATTACH, new Selection.OfVm("full-1"), shown).reason());
        assertTrue(Abilities.of(Act.ATTACH, new Selection.OfVm("some-1"), shown).possible());
        Form.Pick form = (Form.Pick) Forms.of(Act.ATTACH, new Selection.OfVf(Hosts.PF, 0), shown);
        assertEquals(1, form.choices().size(), "who is full is not offered");
        assertTrue(Facts.of(new Selection.OfVm("full-1"), shown.host()).facts().stream()
                .anyMatch(f -> f.value().contains("tenants.policy:1")));
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

    private static Picture shownTo(String role, boolean mayAct, List<String> vms, List<String> pfs) {
        return SHOWN.with(new User("ann", role, mayAct, role.equals("administrator"), vms, pfs));
    }

    @Test
    void whoMayLookOnlyIsToldSoBeforehand() {
        Picture shown = shownTo("monitor", false, List.of(), List.of());
        for (Act act : Act.values()) {
            assertEquals(
                    "You may look only: ann is a monitor.",
                    Abilities.of(act, new Selection.OfVf(Hosts.PF, 1), shown).reason());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1     | PAUSE       |",
                "1     | DETACH      |",
                "0     | ATTACH      |",
                "6     | DETACH      | You may not touch batch-1, only web-*.",
                "card  | RECONFIGURE | You may not touch batch-1, only web-*.",
                "card  | RESUME      |",
                "card  | ATTACH      |",
                "web-1 | PAUSE       |",
                "batch-1 | DETACH    | You may not touch batch-1, only web-*.",
            })
    void whoIsKeptToSomeVmsIsToldSoBeforehand(String what, Act act, String reason) {
        Picture shown = shownTo("operator", true, List.of("web-*"), List.of());
        assertEquals(
                reason == null ? "" : reason,
                Abilities.of(act, selection(what), shown).reason());
    }

    @ParameterizedTest
    @CsvSource({"1, PAUSE", "0, ATTACH", "card, RECONFIGURE", "web-1, PAUSE"})
    void whoIsKeptToOtherCardsIsToldSoBeforehand(String what, Act act) {
        Picture shown = shownTo("operator", true, List.of(), List.of("0000:04:00.?"));
        assertEquals(
                "You may not touch card " + Hosts.PF + ", only 0000:04:00.?.",
                Abilities.of(act, selection(what), shown).reason());
    }

    @Test
    void aVmGetsNoVfOfACardThatIsNotTheUsers() {
        Picture shown = shownTo("operator", true, List.of(), List.of("0000:04:00.?"));
        assertEquals(
                "No VF of any card is free, of those that you may touch (0000:04:00.?).",
                Abilities.of(Act.ATTACH, new Selection.OfVm("web-1"), shown).reason());
    }

    private static Selection selection(String what) {
        if (what.equals("card")) {
            return new Selection.OfCard(Hosts.PF);
        }
        return what.contains("-") ? new Selection.OfVm(what) : new Selection.OfVf(Hosts.PF, Integer.parseInt(what));
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
