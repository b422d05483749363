package org.svff.cli;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.svff.jmx.AgentClient;
import org.svff.jmx.JmxAgent;
import org.svff.world.SvffException;
import picocli.CommandLine.Option;

/** Which agent to talk to. */
final class AgentOption {
    private static final String VARIABLE = "SVFF_AGENT";
    private static final Pattern FORM = Pattern.compile("(?:\\[([^]]+)]|([^:\\[\\]]+))?(?::(\\d{1,5}))?");
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    @Option(
            names = "--agent",
            paramLabel = "HOST:PORT",
            description = "The agent to talk to; 127.0.0.1:" + JmxAgent.DEFAULT_PORT + " unless " + VARIABLE
                    + " says otherwise.")
    private @Nullable String agent;

    /** An agent's address. */
    record Address(String host, int port) {}

    /** @throws UsageException when the option or the variable is no address */
    Address address(Map<String, String> env) {
        return parse(agent != null ? agent : env.getOrDefault(VARIABLE, ""));
    }

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

    AgentClient connect(Map<String, String> env) throws SvffException {
        Address address = address(env);
        return AgentClient.connect(address.host(), address.port(), DEADLINE);
    }
}
