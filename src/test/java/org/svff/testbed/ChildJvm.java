package org.svff.testbed;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program in a JVM of its own, which it may share with Java agents. Its standard error goes to ours. */
public final class ChildJvm implements AutoCloseable {
    private final Process process;
    private final BufferedReader out;

    /** @param options the JVM's */
    public ChildJvm(List<String> options, Class<?> main, String... args) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-Dsvff.log=ERROR", "-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(args));
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        out = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Reads what it prints, until this line; an error when it ends before. */
    public void awaitLine(String line) throws IOException {
        for (String read = out.readLine(); !line.equals(read); read = out.readLine()) {
            if (read == null) {
                throw new IOException("it ended without saying '" + line + "'");
            }
        }
    }

    /** The jar that a class comes from. */
    public static File jarOf(String className) throws ClassNotFoundException, URISyntaxException {
        Class<?> type = Class.forName(className, false, ChildJvm.class.getClassLoader());
        return new File(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    /** A port of the loopback address that was free a moment ago. */
    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close(); // it ends by itself
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
