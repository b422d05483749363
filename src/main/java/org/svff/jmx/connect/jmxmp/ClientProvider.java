package org.svff.jmx.connect.jmxmp;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorProvider;
import javax.management.remote.JMXServiceURL;
import javax.management.remote.jmxmp.JMXMPConnector;
import org.svff.jmx.connect.HandedAccess;
import org.svff.world.SvffException;

/**
 * Makes the connectors of a JConsole that svff starts. JConsole itself asks for neither TLS nor a password when it speaks
 * JMXMP; this adds what was handed over for this agent. Its name and place are what {@link
 * javax.management.remote.JMXConnectorFactory} makes of the property below.
 */
public final class ClientProvider implements JMXConnectorProvider {
    /** The system property that has JConsole look here, before anywhere else. */
    public static final String PROPERTY = "jmx.remote.protocol.provider.pkgs";

    /** The value of {@link #PROPERTY}. */
    public static final String PACKAGES = "org.svff.jmx.connect";

    /** Read once, by the first connection: the pipe has it only once. */
    private static final class Handed {
        static final HandedAccess ACCESS = read();

        private static HandedAccess read() {
            try {
                return HandedAccess.read(System.in);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public JMXConnector newJMXConnector(JMXServiceURL url, Map<String, ?> asked) throws IOException {
        Map<String, Object> env = new HashMap<>(asked);
        if (Handed.ACCESS.isFor(url)) {
            try {
                env.putAll(Handed.ACCESS.env(asked));
            } catch (SvffException e) {
                throw new IOException(e.getMessage(), e);
            }
        }
        return new JMXMPConnector(url, env);
    }
}
