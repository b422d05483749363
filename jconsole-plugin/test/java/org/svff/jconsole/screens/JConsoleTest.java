package org.svff.jconsole.screens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.svff.jconsole.testbed.BigHost;
import org.svff.jmx.AgentClient;
import org.svff.pci.PciAddress;
import org.svff.pci.VfName;
import org.svff.sim.QemuFault;
import org.svff.world.BindingId;

/**
 * An operator's walk through the tab, in the real JConsole, by mouse and keyboard. After each act the agent itself is
 * asked what has become of it. Screenshots are left in target/screens.
 */
class JConsoleTest {
    private static final Path FOLDER = Path.of("target/screens");
    private static final String NET = BigHost.NETWORK;

    private BigHost big;
    private Display display;
    private RealJConsole jconsole;
    private Operator operator;

    @BeforeEach
    void open() throws Exception {
        assumeTrue(Display.missing().isEmpty(), () -> "not here: " + Display.missing() + "; see screens/setup");
        Optional<Path> jdk = RealJConsole.jdk();
        assumeTrue(jdk.isPresent(), "no JDK here has jconsole and its graphical libraries; see screens/setup");
        Files.createDirectories(FOLDER);
        big = BigHost.ofAWorkingDay(ManagementFactory.getPlatformMBeanServer());
        display = Display.start(1280, 900);
        jconsole = RealJConsole.start(jdk.get(), display, big.port(), FOLDER.toAbsolutePath());
        jconsole.await("State: OK");
        operator = new Operator(jconsole, display, FOLDER);
        operator.maximise();
    }

    @AfterEach
    void close() throws Exception {
        if (jconsole != null) {
            display.shot(FOLDER.resolve("last.png"));
            jconsole.close();
        }
        if (display != null) {
            display.close();
        }
        if (big != null) {
            big.close();
        }
    }

    private AgentClient agent() {
        return big.client();
    }

    private String state(String vf) throws Exception {
        return agent().vf(VfName.parse(vf)).getState();
    }

    @Test
    void anOperatorWorksWithTheTab() throws Exception {
        operator.shot("overview");
        attachesByKeyboard();
        pausesByMouse();
        resumesByKeyboard();
        reconfigures();
        isToldOfTroubles();
        readsTheMBeansThemselves();
        assertEquals(
                "", Files.readString(FOLDER.resolve("jconsole.log")).strip(), "JConsole and the tab print nothing");
    }

    private void attachesByKeyboard() throws Exception {
        operator.select("VF 20 of " + NET + ", free");
        operator.open("a", "Choose the VM", RealJConsole.Spot::focused);
        display.keys("b"); // the next VM that begins so
        jconsole.await("Plan", spot -> spot.text().contains("batch-2"));
        jconsole.await("Run this plan", RealJConsole.Spot::enabled);
        assertEquals("FREE", state(NET + "/20"), "a plan touches nothing");
        operator.shot("attach");
        operator.runPlan();
        RealJConsole.await("the VF with its VM", () -> state(NET + "/20").equals("ATTACHED"));
        jconsole.await("VF 20 of " + NET + ", attached to batch-2");
        jconsole.await("Status: Done.");
        display.keys("Escape");
    }

    private void pausesByMouse() throws Exception {
        operator.select("VF 1 of " + NET + ", attached to web-2");
        jconsole.click("Pause\u2026");
        jconsole.click("Run this plan");
        RealJConsole.await(
                "the pause",
                () -> agent().binding(BindingId.parse("web-2/svff-0"))
                        .getState()
                        .equals("PAUSED"));
        jconsole.await("State: PAUSED");
        jconsole.await("VF 1 of " + NET + ", paused, web-2");
        jconsole.await("Status: Done.");
        operator.shot("paused");
        display.keys("Escape");
    }

    private void resumesByKeyboard() throws Exception {
        RealJConsole.Spot cards = jconsole.await("Cards and their VFs", RealJConsole.Spot::focused);
        assertTrue(cards.focused(), "Escape leads back to the VFs");
        operator.open("r", "Run this plan", RealJConsole.Spot::enabled);
        operator.runPlan();
        RealJConsole.await(
                "the end of the pause",
                () -> agent().binding(BindingId.parse("web-2/svff-0"))
                        .getState()
                        .equals("ATTACHED"));
        jconsole.await("State: OK");
        jconsole.await("Status: Done.");
        display.keys("Escape");
    }

    private void reconfigures() throws Exception {
        operator.select("Card " + NET);
        operator.open("f", "Number of VFs", RealJConsole.Spot::focused);
        display.keys("Right", "Right", "Right", "Right", "Right", "Right", "Right", "Right");
        jconsole.await("May replug batch-2");
        assertTrue(jconsole.find("Run this plan")
                        .filter(RealJConsole.Spot::enabled)
                        .isEmpty()
                || jconsole.await("Plan").text().contains("batch-2"));
        display.keys("alt+g");
        jconsole.await("Run this plan", RealJConsole.Spot::enabled);
        jconsole.await("Plan", spot -> spot.text().contains("40"));
        operator.shot("reconfigure");
        big.host().vm("db-4").fail(QemuFault.LATE_REPLY); // so that there is time to look
        operator.runPlan();
        jconsole.await("State: BUSY");
        jconsole.await("Operations (1 running)");
        operator.shot("running");
        big.host().vm("db-4").heal(QemuFault.LATE_REPLY);
        RealJConsole.await("40 VFs", () -> agent().pf(PciAddress.parse(NET)).getNumVfs() == 40);
        jconsole.await("VF 39 of " + NET + ", free");
        jconsole.await("State: OK");
        assertEquals(16, agent().pf(PciAddress.parse(NET)).getAttachedVfs(), "all that had a VF have one again");
        jconsole.await("Status: Done.");
        operator.shot("reconfigured");
        display.keys("Escape");
    }

    private void isToldOfTroubles() throws Exception {
        big.withTroubles();
        jconsole.await("State: TROUBLE");
        jconsole.await("VF 9 of " + BigHost.FPGA + ", foreign, dpdk-testpmd");
        operator.select("VF 2 of " + BigHost.FPGA + ", failed, db-1");
        operator.shot("trouble");
        jconsole.click("Resume\u2026");
        operator.runPlan();
        RealJConsole.await("db-1 with its VF", () -> state(BigHost.FPGA + "/2").equals("ATTACHED"));
        jconsole.await("Status: Done.");
    }

    /** JConsole's own view of the MBeans, by whose tree one finds everything without the tab. */
    private void readsTheMBeansThemselves() throws Exception {
        jconsole.click("MBeans");
        unfold("svff", "PhysicalFunction");
        unfold("PhysicalFunction", "pci_0000_04_00_0");
        unfold("pci_0000_04_00_0", "Attributes");
        jconsole.click("Attributes");
        jconsole.await("NumVfs");
        operator.shot("mbeans");
        display.keys("Down", "Right"); // to its operations
        jconsole.await("reconfigureWith");
        jconsole.click("reconfigure");
        jconsole.await("MBeanOperationInfo");
        operator.shot("mbeans-operation");
    }

    private void unfold(String node, String within) throws Exception {
        jconsole.click(node);
        operator.type("Right", within, () -> jconsole.find(within).isPresent());
    }

    /**
     * Whether JConsole sees that its connection is gone, and offers another, is not the tab's: with bad luck a call of
     * JConsole's own waits in the JMXMP library for ever.
     */
    @Test
    void theTabOutlivesItsAgent() throws Exception {
        agent().binding(BindingId.parse("web-2/svff-0")).pause();
        jconsole.await("State: PAUSED");
        big.stopAgent();
        jconsole.await("State: NO ANSWER");
        operator.shot("no-answer");
        big.startAgent();
        assumeTrue(offersToReconnect(), "JConsole did not offer to connect again");
        jconsole.click("Reconnect");
        RealJConsole.await("the dialog to go", () -> jconsole.find("Reconnect").isEmpty());
        jconsole.await("State: PAUSED");
        operator.select("VF 1 of " + NET + ", paused, web-2");
        operator.open("r", "Run this plan", RealJConsole.Spot::enabled);
        operator.runPlan();
        RealJConsole.await("a resume by the new agent", () -> state(NET + "/1").equals("ATTACHED"));
        jconsole.await("State: OK");
        operator.shot("again");
    }

    private boolean offersToReconnect() throws InterruptedException {
        try {
            jconsole.await("Reconnect");
            return true;
        } catch (AssertionError e) {
            return false;
        }
    }
}
