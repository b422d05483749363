package org.svff.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.svff.jmx.AgentClient;
import org.svff.jmx.JmxAgent;
import org.svff.jmx.connect.ClientAccess;
import org.svff.jmx.connect.SerialFilter;
import org.svff.world.SvffException;
import picocli.CommandLine.Option;

/** Which agent to talk to. */
final class AgentOption {
    private static final String VARIABLE = "SVFF_AGENT";
    private static final Pattern FORM = Pattern.compile("(?:\\[([^]]+)]|([^:\\[\\]]+))?(?::(\\d{1,5}))?");
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    @Option(
            names = "--agent",
            paramLabel = "HOST:PORT",
            description = "The agent to talk to; 127.0.0.1:" + JmxAgent.DEFAULT_PORT + " unless " + VARIABLE
                    + " says otherwise.")
    private @Nullable String agent;

    @Option(names = "--user", paramLabel = "NAME", description = "User of the agent; SVFF_USER sets it, too.")
    private @Nullable String user;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "A file whose first line is the password (SVFF_PASSWORD_FILE). Else it is asked for.")
    private @Nullable Path passwordFile;

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = "Use TLS: the CA of the agent's certificate, in PEM (SVFF_CA).")
    private @Nullable Path ca;

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description = "This client's key and certificate, PKCS 12 (SVFF_KEY); NAME.password is beside NAME.p12.")
    private @Nullable Path key;

    /** An agent's address. */
    record Address(String host, int port) {}

    /** @throws UsageException when the text is no address */
    static Address parse(String text) {
        Matcher form = FORM.matcher(text);
        if (form.matches()) {
            String host = form.group(1) != null ? form.group(1) : form.group(2);
            int port = form.group(3) == null ? JmxAgent.DEFAULT_PORT : Integer.parseInt(form.group(3));
            if (port >= 1 && port <= 65535) {
                return new Address(host == null ? "127.0.0.1" : host, port);
            }
        }
        throw new UsageException(
                "'" + text + "' is not the address of an agent; one looks like 127.0.0.1:7117 or [::1]:7117");
    }

    /**
     * Which agent, and how to get in there.
     *
     * @param access asks for the password when that is needed
     */
    record Way(Address address, ClientAccess access) {
        /** @throws SvffException when the agent does not answer, or does not let this client in */
        AgentClient connect() throws SvffException {
            SerialFilter.install();
            return AgentClient.connect(address.host(), address.port(), access, DEADLINE);
        }
    }

    /**
     * Connects as options, environment and client file say.
     *
     * @throws SvffException when the agent does not answer, or does not let this client in
     */
    AgentClient connect(Map<String, String> env) throws SvffException {
        return way(env).connect();
    }

    /**
     * What options, environment and client file say.
     *
     * @throws SvffException when the client file cannot be used
     */
    Way way(Map<String, String> env) throws SvffException {
        ClientSettings settings = ClientSettings.read(env);
        return new Way(address(settings), access(settings));
    }

    private Address address(ClientSettings settings) {
        return parse(agent != null ? agent : settings.agent().orElse(""));
    }

    private ClientAccess access(ClientSettings settings) {
        Optional<String> name = Optional.ofNullable(user).or(settings::user);
        Optional<Path> secret = Optional.ofNullable(passwordFile).or(settings::passwordFile);
        return new ClientAccess(
                name.map(n -> new ClientAccess.Login(n, () -> password(n, secret))),
                Optional.ofNullable(ca).or(settings::ca),
                Optional.ofNullable(key).or(settings::key));
    }

    private static char[] password(String name, Optional<Path> file) {
        try {
            return file.isPresent() ? Secrets.fromFile(file.get()) : Secrets.ask("Password of " + name + ": ");
        } catch (SvffException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }
}
