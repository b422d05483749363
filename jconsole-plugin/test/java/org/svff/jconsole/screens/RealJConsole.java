package org.svff.jconsole.screens;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.management.remote.jmxmp.JMXMPConnector;

/** JConsole itself, as a process, with the tab's jar, on a display; and what is to be seen of it. */
final class RealJConsole implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(Long.getLong("svff.patience", 90));

    private final Display display;
    private final Process process;
    private final Socket probe;
    private final PrintWriter ask;
    private final BufferedReader answers;

    /**
     * Something on the screen.
     *
     * @param focused whether it has the keyboard, or is what is selected
     */
    record Spot(int x, int y, boolean enabled, boolean focused, String text) {}

    private RealJConsole(Display display, Process process, int port) throws IOException {
        this.display = display;
        this.process = process;
        this.probe = new Socket(InetAddress.getLoopbackAddress(), port);
        this.ask = new PrintWriter(probe.getOutputStream(), true, StandardCharsets.UTF_8);
        this.answers = new BufferedReader(new InputStreamReader(probe.getInputStream(), StandardCharsets.UTF_8));
    }

    /** A JDK whose jconsole can open windows: this one, else any. */
    static Optional<Path> jdk() {
        List<Path> homes = new ArrayList<>();
        homes.add(Path.of(System.getProperty("java.home")));
        try (DirectoryStream<Path> others = Files.newDirectoryStream(Path.of("/usr/lib/jvm"))) {
            others.forEach(homes::add);
        } catch (IOException e) {
            // then there is only this one
        }
        return homes.stream()
                .filter(home -> Files.isExecutable(home.resolve("bin/jconsole")))
                .filter(home -> Files.exists(home.resolve("lib/libawt_xawt.so")))
                .findFirst();
    }

    /**
     * Starts it by hand, as one who has only the two jars, and returns when it shows its window.
     *
     * @param folder for the jars, the log and what else is left of it
     */
    static RealJConsole start(Path jdk, Display display, int port, Path folder) throws Exception {
        Path library = Path.of(JMXMPConnector.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        ProcessBuilder builder = new ProcessBuilder(
                jdk.resolve("bin/jconsole").toString(),
                "-J-Djava.class.path=" + library,
                "-J-Dsvff.tab.front=true",
                "-J-Duser.timezone=UTC",
                "-J" + probe(folder),
                "-pluginpath",
                tab(folder).toString(),
                "service:jmx:jmxmp://127.0.0.1:" + port);
        return start(builder, display, folder);
    }

    /** Has {@code svff jconsole} start it. */
    static RealJConsole bySvff(Display display, Path folder, String... options) throws Exception {
        ProcessBuilder builder = Svff.command("jconsole", options);
        builder.command().add(1, "-Dsvff.jconsole.tab=" + tab(folder));
        builder.environment().put("JAVA_TOOL_OPTIONS", probe(folder) + " -Duser.timezone=UTC");
        return start(builder, display, folder);
    }

    private static RealJConsole start(ProcessBuilder builder, Display display, Path folder) throws Exception {
        Path portFile = portFile(folder);
        Files.deleteIfExists(portFile);
        builder.environment().put("DISPLAY", display.name());
        builder.environment().put("LC_ALL", "C.UTF-8");
        Path log = folder.resolve("jconsole.log");
        Process process =
                builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        await("the probe", () -> Files.exists(portFile) || !process.isAlive());
        if (!Files.exists(portFile)) {
            throw new AssertionError("JConsole did not start: " + Files.readString(log));
        }
        return new RealJConsole(display, process, Integer.parseInt(Files.readString(portFile)));
    }

    private static Path tab(Path folder) throws IOException {
        return jar(folder.resolve("svff-jconsole.jar"), Path.of("target/classes"), new Manifest());
    }

    private static String probe(Path folder) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(new Attributes.Name("Premain-Class"), Probe.class.getName());
        Path probe = jar(folder.resolve("probe.jar"), Path.of("target/test-classes"), manifest);
        return "-javaagent:" + probe + "=" + portFile(folder);
    }

    private static Path portFile(Path folder) {
        return folder.resolve("probe.port");
    }

    private static Path jar(Path file, Path classes, Manifest manifest) throws IOException {
        manifest.getMainAttributes().putIfAbsent(Attributes.Name.MANIFEST_VERSION, "1.0");
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out, manifest);
                Stream<Path> files = Files.walk(classes)) {
            for (Path path : files.filter(Files::isRegularFile).sorted().toList()) {
                jar.putNextEntry(new JarEntry(classes.relativize(path).toString()));
                Files.copy(path, jar);
            }
        }
        return file;
    }

    /** The first thing whose name begins so, as a screen reader finds it. */
    Optional<Spot> find(String name) {
        ask.println(name);
        try {
            String line = answers.readLine();
            if (line == null || line.isEmpty()) {
                return Optional.empty();
            }
            String[] parts = line.split("\t", 5);
            return Optional.of(new Spot(
                    Integer.parseInt(parts[0]),
                    Integer.parseInt(parts[1]),
                    Boolean.parseBoolean(parts[2]),
                    Boolean.parseBoolean(parts[3]),
                    parts[4]));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Waits for such a thing, that is as it should be. */
    Spot await(String name, Predicate<Spot> wanted) throws InterruptedException {
        await("'" + name + "' on the screen", () -> find(name).filter(wanted).isPresent());
        return find(name).orElseThrow();
    }

    Spot await(String name) throws InterruptedException {
        return await(name, spot -> true);
    }

    void click(String name) throws InterruptedException {
        Spot[] spot = {await(name, Spot::enabled)};
        await("'" + name + "' to keep still", () -> {
            Spot before = spot[0];
            Thread.sleep(100);
            spot[0] = await(name, Spot::enabled);
            return spot[0].equals(before);
        });
        display.click(spot[0].x(), spot[0].y());
    }

    /** It, and what has started it. */
    List<ProcessHandle> processes() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
    }

    /** What may be so at any moment. */
    interface Condition {
        boolean holds() throws Exception;
    }

    /** Looks again and again: what happens in another process tells nobody here. */
    static void await(String what, Condition condition) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Exception last = null;
        while (System.nanoTime() < end) {
            try {
                if (condition.holds()) {
                    return;
                }
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                last = e;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("waited " + PATIENCE.toSeconds() + " s in vain for " + what, last);
    }

    @Override
    public void close() throws IOException {
        probe.close();
        process.descendants().forEach(ProcessHandle::destroy); // what svff has started
        process.destroy();
        process.onExit().join();
    }
}
