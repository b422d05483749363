package org.svff.jconsole.screens;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.svff.jmx.AgentClient;
import org.svff.pci.PciAddress;
import org.svff.pci.VfName;

/**
 * The same walk on a real kernel with real VFs and real guests: those of the rig's VM, whose agent is reached through a
 * forwarded port. Run by {@code svff rig screens}, which then asks the guests how they fared.
 */
class RigWalk {
    private static final Path FOLDER = Path.of("target/screens/rig");
    private static final PciAddress CARD = PciAddress.parse("0000:01:00.0");

    private AgentClient agent;
    private Display display;
    private RealJConsole jconsole;
    private Operator operator;

    @BeforeEach
    void open() throws Exception {
        int port = Integer.getInteger("svff.rig.port", 0);
        Files.createDirectories(FOLDER);
        agent = AgentClient.connect("127.0.0.1", port, Duration.ofSeconds(60));
        agent.pf(CARD).reconfigure(2);
        agent.vm("web-1").attach(CARD + "/0");
        agent.vm("db-1").attach(CARD + "/1");
        display = Display.start(1280, 900);
        jconsole = RealJConsole.start(RealJConsole.jdk().orElseThrow(), display, port, FOLDER.toAbsolutePath());
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
        if (agent != null) {
            agent.close();
        }
    }

    private String state(int vf) throws Exception {
        return agent.vf(VfName.parse(CARD + "/" + vf)).getState();
    }

    @Test
    void aThirdVmGetsAVfWhileTheOthersKeepTheirs() throws Exception {
        operator.select("VF 0 of " + CARD + ", attached to web-1");
        operator.shot("overview");

        operator.select("Card " + CARD);
        operator.open("f", "Number of VFs", RealJConsole.Spot::focused);
        display.keys("Right");
        jconsole.await("Run this plan", RealJConsole.Spot::enabled);
        jconsole.await(
                "Plan",
                spot -> spot.text().contains("pause web-1") && spot.text().contains("pause db-1"));
        assertEquals(2, agent.pf(CARD).getNumVfs(), "a plan touches nothing");
        operator.shot("plan");
        operator.runPlan();
        RealJConsole.await("3 VFs", () -> agent.pf(CARD).getNumVfs() == 3);
        jconsole.await("VF 2 of " + CARD + ", free");
        jconsole.await("State: OK");
        jconsole.await("Status: Done.");
        display.keys("Escape");

        operator.select("VF 2 of " + CARD + ", free");
        operator.open("a", "Choose the VM", RealJConsole.Spot::focused);
        jconsole.await("Plan", spot -> spot.text().contains("batch-1"));
        operator.runPlan();
        RealJConsole.await("the VF with its VM", () -> state(2).equals("ATTACHED"));
        jconsole.await("VF 2 of " + CARD + ", attached to batch-1");
        jconsole.await("Status: Done.");
        operator.shot("attached");
        display.keys("Escape");

        operator.select("VF 0 of " + CARD + ", attached to web-1");
        jconsole.click("Pause\u2026");
        operator.runPlan();
        RealJConsole.await("the pause", () -> state(0).equals("PAUSED"));
        jconsole.await("State: PAUSED");
        jconsole.await("Status: Done.");
        operator.shot("paused");
        display.keys("Escape");
        operator.open("r", "Run this plan", RealJConsole.Spot::enabled);
        operator.runPlan();
        RealJConsole.await("the end of the pause", () -> state(0).equals("ATTACHED"));
        jconsole.await("State: OK");
        jconsole.await("Status: Done.");
        operator.shot("resumed");
    }
}
