package org.svff.jconsole.screens;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.svff.jconsole.testbed.BigHost;
import org.svff.jmx.connect.ClientAccess;
import org.svff.sim.SimCard;

/** {@code svff jconsole} on an agent that asks for TLS, a certificate of the client, and a user with a password. */
class LoginTest {
    private static final String CARD = BigHost.NETWORK;

    @TempDir
    private static Path folder;

    private static BigHost host;
    private Display display;
    private RealJConsole jconsole;

    @BeforeAll
    static void startAgent() throws Exception {
        assumeTrue(Display.missing().isEmpty(), () -> "not here: " + Display.missing() + "; see screens/setup");
        assumeTrue(RealJConsole.jdk().isPresent(), "no JDK here has jconsole and its graphical libraries");
        String tls = "tls.folder=" + folder.resolve("tls");
        String users = "users.file=" + folder.resolve("users.yaml");
        Svff.run("tls", "init", "-o", tls);
        add(users, "ada", "administrator");
        add(users, "monica", "monitor");
        host = new BigHost(
                ManagementFactory.getPlatformMBeanServer(),
                List.of(SimCard.igb(CARD, 7)),
                List.of("web-1", "db-1"),
                Map.of(
                        "tls.enabled",
                        "true",
                        "tls.folder",
                        folder.resolve("tls").toString(),
                        "tls.client-certificates",
                        "required",
                        "users.file",
                        folder.resolve("users.yaml").toString()),
                new ClientAccess(
                        Optional.of(new ClientAccess.Login(
                                "ada", () -> password("ada").toCharArray())),
                        Optional.of(folder.resolve("tls/ca.pem")),
                        Optional.of(folder.resolve("tls/client.p12"))));
        host.reconfigure(CARD, 4);
        host.attach("web-1", CARD + "/0");
    }

    @AfterAll
    static void stopAgent() {
        if (host != null) {
            host.close();
        }
    }

    @BeforeEach
    void open() throws Exception {
        display = Display.start(1280, 900);
    }

    @AfterEach
    void close() throws Exception {
        if (jconsole != null) {
            jconsole.close();
        }
        if (display != null) {
            display.close();
        }
    }

    private static String password(String user) {
        return "secret of " + user;
    }

    private static Path passwordFile(String user) throws Exception {
        Path file = folder.resolve(user + ".secret");
        Files.writeString(file, password(user) + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
    }

    private static void add(String users, String name, String role) throws Exception {
        String file = passwordFile(name).toString();
        Svff.run("user", "add", name, "--role", role, "--password-file", file, "-o", users);
    }

    private void openAs(String user) throws Exception {
        jconsole = RealJConsole.bySvff(
                display,
                folder,
                "--agent=127.0.0.1:" + host.port(),
                "--user=" + user,
                "--password-file=" + passwordFile(user),
                "--ca=" + folder.resolve("tls/ca.pem"),
                "--key=" + folder.resolve("tls/client.p12"));
        jconsole.await("State: OK");
    }

    @Test
    void whoMayLookOnlyIsToldSoBeforehand() throws Exception {
        openAs("monica");
        jconsole.await("monica, monitor");
        jconsole.await("VF 0 of " + CARD + ", attached to web-1");
        jconsole.await("You may look only: monica is a monitor.");
        for (String act : List.of("Attach", "Detach", "Pause", "Resume", "Move", "Reconfigure")) {
            jconsole.await(act + "\u2026", spot -> !spot.enabled());
        }
        display.shot(Path.of("target/screens/monitor.png"));
    }

    @Test
    void anAdministratorSeesTheTabAndNobodySeesThePassword() throws Exception {
        openAs("ada");
        jconsole.await("VF 0 of " + CARD + ", attached to web-1");
        assertTrue(jconsole.processes().size() >= 2, "svff, and the JConsole that it started");
        for (ProcessHandle process : jconsole.processes()) {
            for (String shown : List.of("cmdline", "environ")) {
                Path file = Path.of("/proc", Long.toString(process.pid()), shown);
                String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                assertFalse(text.contains(password("ada")), () -> file + " shows the password");
            }
        }
    }
}
