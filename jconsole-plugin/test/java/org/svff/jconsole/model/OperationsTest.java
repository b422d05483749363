package org.svff.jconsole.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OperationsTest {
    private static Happening told(int second, String type, String message, String after) {
        return new Happening(second, Hosts.NOW.plusSeconds(second), type, "op-1", message, "", after);
    }

    private static final Happening STARTED = told(0, OperationRun.STARTED, "pause web-1/svff-0", "");
    private static final Happening PROGRESS = told(1, OperationRun.PROGRESS, "wait", "1/2");
    private static final Happening FINISHED = told(2, OperationRun.FINISHED, "pause web-1/svff-0: DONE", "DONE");

    @Test
    void anOperationIsFollowedByItsNotifications() {
        Operations begun = Operations.NONE.with(STARTED).with(PROGRESS);
        OperationRun run = begun.running().get(0);
        assertEquals("pause web-1/svff-0", run.request());
        assertEquals(1, run.done());
        assertEquals(2, run.total());

        OperationRun over = begun.with(FINISHED).runs().get(0);
        assertTrue(over.wentWell());
        assertEquals(Duration.ofSeconds(2), over.took());
        assertEquals(List.of(), begun.with(FINISHED).running());
    }

    /** The tab is opened while it runs, or its beginning was lost. */
    @Test
    void whatIsMetUnderWayIsShownAllTheSame() {
        OperationRun run = Operations.NONE.with(PROGRESS).with(FINISHED).runs().get(0);
        assertEquals("pause web-1/svff-0", run.request());
        assertEquals("DONE", run.outcome());
    }

    /** The history was asked after the subscription, so it may know more than the notifications that come then. */
    @Test
    void whatIsOverDoesNotBeginAgain() {
        Operations over = Operations.NONE.with(STARTED).with(FINISHED);
        assertEquals(over, over.with(STARTED).with(PROGRESS));
    }

    @Test
    void anOutageIsSeenByItsCounter() {
        Host before = new Hosts().vf(VfState.ATTACHED, "web-1").made();
        Binding was = before.bindings().get(0);
        Binding is = new Binding(
                was.name(), was.vm(), was.device(), was.vf(), was.state(), "", was.pausedSince(), 1, 84, 84);
        Host now = new Host(2, Hosts.NOW, before.cards(), before.vms(), List.of(is));
        assertEquals(
                List.of(new Outage("web-1/svff-0", Hosts.NOW, 84)),
                Outages.NONE.with(before, now).ended());
        assertEquals(Outages.NONE, Outages.NONE.with(now, now));
        assertEquals(Outages.NONE, Outages.NONE.with(Host.NONE, now), "what was before the tab opened has no time");
    }
}
