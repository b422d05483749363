package org.svff.cli;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.management.remote.jmxmp.JMXMPConnector;
import org.svff.jmx.connect.HandedAccess;
import org.svff.jmx.connect.jmxmp.ClientProvider;
import org.svff.world.SvffException;
import org.svff.world.Trouble;

/**
 * A JConsole and what it needs to reach an agent.
 *
 * @param classPath what knows the agent's protocol, and what it asks of its clients (TLS, a password)
 * @param tab the jar of svff's tab
 */
record Jconsole(Path program, List<Path> classPath, Path tab) {
    /** Where the launcher says that the tab is. */
    static final String TAB_PROPERTY = "svff.jconsole.tab";

    private static final Path HOMES = Path.of("/usr/lib/jvm");

    Jconsole {
        classPath = List.copyOf(classPath);
    }

    /**
     * Looks for a JConsole that can open windows.
     *
     * @param javaHome where this Java is; another that has more will do
     * @throws SvffException when there is none, no display, or no tab
     */
    static Jconsole find(Map<String, String> env, Path javaHome) throws SvffException {
        if (env.getOrDefault("DISPLAY", "").isEmpty()) {
            throw new SvffException(new Trouble(
                    "this terminal",
                    "open a window",
                    "DISPLAY is not set",
                    "log in with ssh -X, or use svff list and watch"));
        }
        String tab = System.getProperty(TAB_PROPERTY, "");
        if (tab.isEmpty()) {
            throw new SvffException(new Trouble(
                    "JConsole",
                    "start it with svff's tab",
                    "nobody says where the tab's jar is",
                    "run ./svff jconsole in the checkout"));
        }
        Path program = homes(javaHome).stream()
                .filter(Jconsole::opensWindows)
                .map(home -> home.resolve("bin/jconsole"))
                .findFirst()
                .orElseThrow(() -> new SvffException(new Trouble(
                        "JConsole",
                        "find it",
                        "no JDK here has it together with the graphical libraries",
                        "apt-get install openjdk-17-jdk openjdk-17-jre")));
        return new Jconsole(
                program, List.of(placeOf(ClientProvider.class), placeOf(JMXMPConnector.class)), Path.of(tab));
    }

    private static List<Path> homes(Path first) {
        List<Path> homes = new ArrayList<>();
        homes.add(first);
        try (DirectoryStream<Path> others = Files.newDirectoryStream(HOMES)) {
            others.forEach(homes::add);
        } catch (IOException e) {
            // then there is only this one
        }
        return homes;
    }

    private static boolean opensWindows(Path home) {
        return Files.isExecutable(home.resolve("bin/jconsole"))
                && (Files.exists(home.resolve("lib/libawt_xawt.so")) || !File.separator.equals("/"));
    }

    private static Path placeOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Starts it on this agent and waits for its end.
     *
     * @return its exit code
     * @throws IOException when it cannot be started
     */
    int run(AgentOption.Way way) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command(way.address()))
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (OutputStream pipe = process.getOutputStream()) {
            new HandedAccess(way.address().host(), way.address().port(), way.access()).write(pipe);
        } catch (IOException e) {
            process.destroy();
            throw e;
        }
        return process.waitFor();
    }

    List<String> command(AgentOption.Address agent) {
        String path = classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        String host = agent.host().indexOf(':') >= 0 ? "[" + agent.host() + "]" : agent.host();
        return List.of(
                program.toString(),
                "-J-Djava.class.path=" + path,
                "-J-D" + ClientProvider.PROPERTY + "=" + ClientProvider.PACKAGES,
                "-J-Dsvff.tab.front=true",
                "-pluginpath",
                tab.toString(),
                "service:jmx:jmxmp://" + host + ":" + agent.port());
    }
}
