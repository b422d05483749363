package org.svff.jconsole.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import javax.management.MBeanServerConnection;
import javax.management.MBeanServerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.svff.jconsole.model.Act;
import org.svff.jconsole.model.Deed;
import org.svff.jconsole.model.Form;
import org.svff.jconsole.model.Forms;
import org.svff.jconsole.model.LinkState;
import org.svff.jconsole.model.Operations;
import org.svff.jconsole.model.Picture;
import org.svff.jconsole.model.Plan;
import org.svff.jconsole.model.Selection;
import org.svff.jconsole.model.VfState;
import org.svff.jconsole.testbed.BigHost;
import org.svff.sim.SimCard;

/** Against a real agent, over its connector. */
class AgentLinkTest {
    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration SHORT = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Map<String, Integer> calls = new ConcurrentHashMap<>();
    private final Pictures pictures = new Pictures();
    private BigHost big;
    private AgentLink link;

    /** What happens to a call on its way. */
    private interface Fate {
        void meet(String method, Object[] args) throws Exception;
    }

    private volatile Fate fate = (method, args) -> {};

    /** Pictures as they come, and who waits for one. */
    private static final class Pictures {
        private Picture last;

        synchronized void add(Picture picture) {
            last = picture;
            notifyAll();
        }

        synchronized Picture await(String what, Predicate<Picture> wanted) throws InterruptedException {
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (last == null || !wanted.test(last)) {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (left <= 0) {
                    throw new AssertionError("waited in vain for " + what + "; there is " + last);
                }
                wait(left);
            }
            return last;
        }
    }

    @BeforeEach
    void start() throws Exception {
        big = new BigHost(
                MBeanServerFactory.newMBeanServer(),
                List.of(SimCard.qdma(BigHost.FPGA, 16)),
                List.of("web-1", "db-1", "batch-1"));
        big.reconfigure(BigHost.FPGA, 4);
    }

    @AfterEach
    void stop() {
        link.close();
        big.close();
    }

    private void open(Pace pace) {
        link = new AgentLink(this::connection, pictures::add, pace, Clock.systemUTC());
        link.connected();
    }

    private static Pace pace(Duration gap) {
        return new Pace(SHORT, gap, LONG, LONG, SHORT, Duration.ofSeconds(30), Duration.ofMinutes(1));
    }

    /** The connection of the moment, with its calls counted, and delayed or failed as the test wants. */
    private MBeanServerConnection connection() {
        MBeanServerConnection real = big.client().connection();
        return (MBeanServerConnection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {MBeanServerConnection.class}, (proxy, method, args) -> {
                    if (method.getName().equals("equals")) {
                        return proxy == args[0];
                    }
                    calls.merge(method.getName(), 1, Integer::sum);
                    fate.meet(method.getName(), args);
                    try {
                        return method.invoke(real, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Test
    void oneLookFollowsAnyNumberOfEvents() throws Exception {
        open(pace(LONG));
        pictures.await("a first picture", p -> p.link().live());
        Map<String, Integer> greeting = Map.of("addNotificationListener", 2, "getAttributes", 1, "invoke", 3);
        assertEquals(
                greeting, calls, "subscriptions, who it is, who we are, the history, and all of the host in one call");

        for (int i = 0; i < 10; i++) {
            big.attach("web-1", BigHost.FPGA + "/0");
            big.client().vf(org.svff.pci.VfName.parse(BigHost.FPGA + "/0")).detach();
        }
        Picture after = pictures.await(
                "20 operations",
                p -> p.operations().runs().stream()
                                .filter(r -> r.outcome().equals("DONE"))
                                .count()
                        >= 21);
        assertEquals(
                greeting, calls, "events alone told of all operations; the next look comes when its time has come");
        assertEquals(Operations.NONE.running(), after.operations().running());
    }

    @Test
    void thePictureFollowsTheHost() throws Exception {
        open(pace(SHORT));
        pictures.await("4 VFs", p -> p.host().count(VfState.FREE) == 4);
        big.attach("web-1", BigHost.FPGA + "/1");
        pictures.await(
                "one less", p -> p.host().vf(BigHost.FPGA, 1).orElseThrow().state() == VfState.ATTACHED);
        big.reconfigure(BigHost.FPGA, 8);
        Picture now = pictures.await(
                "8 VFs, one attached",
                p -> p.host().vfCount() == 8
                        && p.host().count(VfState.ATTACHED) == 1
                        && !p.outages().ended().isEmpty());
        assertEquals("web-1/svff-0", now.outages().ended().get(0).binding());
    }

    @Test
    void plansTouchNothingAndDeedsAreDone() throws Exception {
        open(pace(SHORT));
        Picture first = pictures.await("a first picture", p -> p.link().live());
        Form.Pick form =
                assertInstanceOf(Form.Pick.class, Forms.of(Act.ATTACH, new Selection.OfVf(BigHost.FPGA, 2), first));
        Deed deed = form.choices().get(0).deed();

        Plan plan = link.plan(deed).get(1, TimeUnit.MINUTES);
        assertEquals(2, plan.changes());
        assertEquals(
                "FREE",
                big.client().vf(org.svff.pci.VfName.parse(BigHost.FPGA + "/2")).getState());

        assertEquals("DONE", link.run(deed).get(1, TimeUnit.MINUTES).outcome());
        pictures.await(
                "the VF taken", p -> p.host().vf(BigHost.FPGA, 2).orElseThrow().state() == VfState.ATTACHED);

        ExecutionException again =
                assertThrows(ExecutionException.class, () -> link.run(deed).get(1, TimeUnit.MINUTES));
        assertEquals("REFUSED", Wrong.words(again).substring(0, 7));
    }

    @Test
    void theAgentIsStartedAnew() throws Exception {
        open(pace(SHORT));
        pictures.await("a first picture", p -> p.link().live());
        link.disconnected();
        pictures.await("the loss", p -> p.link().kind() == LinkState.Kind.LOST);
        big.stopAgent();
        big.startAgent();
        link.connected();
        Picture again = pictures.await("the new agent", p -> p.link().live());
        assertEquals(
                "Connected again; the agent was restarted",
                again.events().newest().get(0).message());
        big.attach("db-1", BigHost.FPGA + "/3");
        pictures.await("its events", p -> p.host().count(VfState.ATTACHED) == 1);
    }

    @Test
    void whoeverHangsIsGivenUpAndAskedAgain() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        fate = (method, args) -> never.await();
        open(new Pace(SHORT, SHORT, LONG, LONG, SHORT, Duration.ofMillis(200), LONG));
        Picture hung = pictures.await("the deadline", p -> p.link().kind() == LinkState.Kind.LOST);
        assertEquals("no answer in time", hung.link().why());
        link.close();
        fate = (method, args) -> {};
        open(pace(SHORT)); // with a deadline that a busy machine keeps
        pictures.await("an answer", p -> p.link().live());
    }

    @Test
    void whatIsDeniedIsRemembered() throws Exception {
        open(pace(SHORT));
        Picture first = pictures.await("a first picture", p -> p.link().live());
        fate = (method, args) -> {
            if (method.equals("invoke") && args[1].equals("reconfigureWith")) {
                throw new SecurityException("viewer ann may not reconfigure");
            }
        };
        Form.Count form = assertInstanceOf(
                Form.Count.class, Forms.of(Act.RECONFIGURE, new Selection.OfCard(BigHost.FPGA), first));
        assertThrows(
                CompletionException.class,
                () -> link.run(form.deed(2, false, false)).join());
        Picture denied = pictures.await("the denial", p -> !p.rights().denied().isEmpty());
        assertEquals(
                Map.of(Act.RECONFIGURE, "viewer ann may not reconfigure"),
                denied.rights().denied());
    }
}
