package org.svff.jmx.connect;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import javax.management.remote.JMXServiceURL;
import org.svff.world.SvffException;

/**
 * What is handed to a JConsole that svff starts: whom it is to reach, and how to prove who it is. It goes through a pipe,
 * which nobody else can read; a command line is seen by all, an environment by all of the same user.
 *
 * @param port TCP port
 */
public record HandedAccess(String host, int port, ClientAccess access) {
    private static final String CREDENTIALS = "jmx.remote.credentials";

    /** Writes it, the password too, which is asked for now if it was not before. */
    public void write(OutputStream pipe) throws IOException {
        Properties all = new Properties();
        all.setProperty("host", host);
        all.setProperty("port", Integer.toString(port));
        access.login().ifPresent(login -> {
            all.setProperty("user", login.user());
            all.setProperty("password", new String(login.password().get()));
        });
        access.ca().ifPresent(ca -> all.setProperty("ca", ca.toAbsolutePath().toString()));
        access.key()
                .ifPresent(key -> all.setProperty("key", key.toAbsolutePath().toString()));
        all.store(pipe, null);
    }

    /**
     * Reads what {@link #write} wrote, to the end.
     *
     * @throws IOException when it is something else
     */
    public static HandedAccess read(InputStream pipe) throws IOException {
        Properties all = new Properties();
        all.load(pipe);
        Optional<String> user = text(all, "user");
        try {
            return new HandedAccess(
                    text(all, "host").orElse(""),
                    Integer.parseInt(text(all, "port").orElse("")),
                    new ClientAccess(
                            user.map(u -> login(u, text(all, "password").orElse(""))),
                            text(all, "ca").map(Path::of),
                            text(all, "key").map(Path::of)));
        } catch (NumberFormatException e) {
            throw new IOException("what came through the pipe is not what svff hands over", e);
        }
    }

    private static Optional<String> text(Properties all, String key) {
        return Optional.ofNullable(all.getProperty(key));
    }

    private static ClientAccess.Login login(String user, String password) {
        return new ClientAccess.Login(user, password::toCharArray);
    }

    /** Whether it was handed over for this address; no other is told a password. */
    public boolean isFor(JMXServiceURL url) {
        return host.equalsIgnoreCase(url.getHost()) && port == url.getPort();
    }

    /**
     * What the JMXMP library needs to be told. A name and a password that the operator has typed into JConsole go before
     * those that were handed over.
     *
     * @param asked what JConsole asks of the connection
     * @throws SvffException when a file cannot be used, or a password would go over a network in the clear
     */
    public Map<String, Object> env(Map<String, ?> asked) throws SvffException {
        Optional<ClientAccess.Login> typed =
                asked.get(CREDENTIALS) instanceof String[] pair && pair.length == 2 && !pair[0].isEmpty()
                        ? Optional.of(login(pair[0], pair[1]))
                        : Optional.empty();
        return new ClientAccess(typed.or(access::login), access.ca(), access.key())
                .env(host, ClientAccess.isLoopback(host));
    }
}
