package org.svff.jconsole.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class FormsTest {
    private static final Hosts HOSTS = new Hosts()
            .vm("web-1", true, 2)
            .vm("db-1", true, 0)
            .vm("batch-1", false, 1)
            .vf(VfState.ATTACHED, "web-1")
            .vf(VfState.ATTACHED, "batch-1")
            .vf(VfState.FREE);
    private static final Host HOST = HOSTS.made();
    private static final Picture SHOWN = Hosts.shown(HOST);

    @Test
    void aFreeVfGoesToAnyVmThatHasRoom() {
        Form.Pick form =
                assertInstanceOf(Form.Pick.class, Forms.of(Act.ATTACH, new Selection.OfVf(Hosts.PF, 2), SHOWN));
        assertEquals(
                List.of("web-1", "batch-1"),
                form.choices().stream()
                        .map(c -> c.deed().arguments().get(0).value())
                        .toList());
        Deed deed = form.choices().get(0).deed();
        assertEquals(new Deed.Target.OfVf(Hosts.PF, 2), deed.target());
        assertEquals("planAttach", deed.plan());
        assertEquals("attach", deed.run());
    }

    @Test
    void aVmGetsTheFirstFreeVfOfACardOrANamedOne() {
        Form.Pick form = assertInstanceOf(Form.Pick.class, Forms.of(Act.ATTACH, new Selection.OfVm("web-1"), SHOWN));
        assertEquals(
                List.of(Hosts.PF, Hosts.PF + "/2"),
                form.choices().stream()
                        .map(c -> c.deed().arguments().get(0).value())
                        .toList());
    }

    @Test
    void aBindingMovesToAFreeVf() {
        Form.Pick form = assertInstanceOf(Form.Pick.class, Forms.of(Act.MOVE, new Selection.OfVf(Hosts.PF, 0), SHOWN));
        Deed deed = form.choices().get(0).deed();
        assertEquals(new Deed.Target.OfBinding("web-1", "svff-0"), deed.target());
        assertEquals("planReconfigure", deed.plan());
        assertArrayEquals(new Object[] {Hosts.PF + "/2"}, deed.parameters());
    }

    @Test
    void fewerVfsThanBindingsNeedTakeAWordOfTheOperator() {
        Form.Count form =
                assertInstanceOf(Form.Count.class, Forms.of(Act.RECONFIGURE, new Selection.OfCard(Hosts.PF), SHOWN));
        assertEquals(List.of("batch-1/svff-1"), form.bereft(1));
        assertEquals(List.of(), form.bereft(2));
        assertEquals(List.of("batch-1"), form.seeing());
        Object[] careful = form.deed(1, false, false).parameters();
        Object[] bold = form.deed(1, true, true).parameters();
        assertArrayEquals(new Object[] {1, false, new String[0], new String[0]}, careful);
        assertArrayEquals(new Object[] {1, true, new String[] {"batch-1/svff-1"}, new String[0]}, bold);
    }

    @Test
    void onlyWhatTheUserMayTouchIsOffered() {
        Picture kept = SHOWN.with(new User("ann", "operator", true, false, List.of("batch-*"), List.of()));
        Form.Pick form = assertInstanceOf(Form.Pick.class, Forms.of(Act.ATTACH, new Selection.OfVf(Hosts.PF, 2), kept));
        assertEquals(1, form.choices().size());
        assertTrue(form.choices().get(0).label().startsWith("batch-1"));
        Form.Count count =
                assertInstanceOf(Form.Count.class, Forms.of(Act.RECONFIGURE, new Selection.OfCard(Hosts.PF), kept));
        assertEquals(false, count.mayReplug(), "replug is for administrators");
    }

    /** What is offered has a form, whatever is selected: no button leads to an error. */
    @Test
    void everyActThatIsPossibleHasAForm() {
        List<Selection> all = List.of(
                new Selection.OfCard(Hosts.PF),
                new Selection.OfVf(Hosts.PF, 0),
                new Selection.OfVf(Hosts.PF, 1),
                new Selection.OfVf(Hosts.PF, 2),
                new Selection.OfVm("web-1"),
                new Selection.OfVm("db-1"),
                new Selection.OfVm("batch-1"));
        int possible = 0;
        for (Selection selection : all) {
            for (Act act : Act.values()) {
                if (Abilities.of(act, selection, SHOWN).possible()) {
                    assertEquals(act, Forms.of(act, selection, SHOWN).act());
                    possible++;
                }
            }
        }
        assertTrue(possible > 12, "too little is possible to prove anything: " + possible);
    }
}
