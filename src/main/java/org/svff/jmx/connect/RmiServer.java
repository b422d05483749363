package org.svff.jmx.connect;

import java.io.IOException;
import java.io.ObjectInputFilter;
import java.rmi.AlreadyBoundException;
import java.rmi.NoSuchObjectException;
import java.rmi.registry.LocateRegistry;
import java.rmi.registry.Registry;
import java.rmi.server.RMIClientSocketFactory;
import java.rmi.server.RemoteServer;
import java.rmi.server.ServerNotActiveException;
import java.rmi.server.UnicastRemoteObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.management.MBeanServer;
import javax.management.remote.JMXAuthenticator;
import javax.management.remote.JMXConnectorServer;
import javax.management.remote.JMXServiceURL;
import javax.management.remote.rmi.RMIConnectorServer;
import javax.rmi.ssl.SslRMIClientSocketFactory;
import javax.security.auth.Subject;
import org.jspecify.annotations.Nullable;
import org.svff.access.Caller;
import org.svff.access.Callers;
import org.svff.world.SvffException;

/**
 * Makes the RMI connector, for programs that have no JMXMP: with the same users, TLS and filter of what may be sent. Its
 * registry is on the same port, and nobody can bind anything in it from outside.
 */
public final class RmiServer {
    private static final String NAME = "jmxrmi";
    private static final String BY = "RMI";

    /**
     * As over JMXMP, in RMI's wrapping. A subject may be named, since RMI sends an array of them that is always empty; one
     * with anything in it is made of classes that are not named here, and none of the network makes anybody a caller.
     */
    private static final String REQUESTS =
            "maxbytes=1048576;java.rmi.MarshalledObject;javax.security.auth.Subject;" + SerialFilter.REQUESTS;

    private RmiServer() {}

    /**
     * Makes one; it is to be given its forwarder, and started.
     *
     * @param tls empty for none
     * @param mostConnections at once
     */
    public static JMXConnectorServer create(
            MBeanServer server,
            String host,
            int port,
            Optional<TlsFiles> tls,
            Authenticator authenticator,
            int mostConnections)
            throws IOException, SvffException {
        SerialFilter.install();
        // a registry reads nothing: names are plain strings, which no filter is asked about
        System.setProperty("sun.rmi.registry.registryFilter", "!*");
        if (System.getProperty("java.rmi.dgc.leaseValue") == null) {
            // anybody may ask for a lease, and it takes memory as long as it lasts: a fifth of RMI's own ten minutes
            System.setProperty("java.rmi.dgc.leaseValue", "120000");
        }
        if (System.getProperty("java.rmi.server.hostname") == null) {
            System.setProperty("java.rmi.server.hostname", host); // what clients are told to connect to
        }
        RmiSockets sockets = RmiSockets.of(host, tls, mostConnections);
        @Nullable RMIClientSocketFactory clients = tls.isPresent() ? new SslRMIClientSocketFactory() : null;
        Map<String, Object> env = new HashMap<>();
        env.put(JMXConnectorServer.AUTHENTICATOR, (JMXAuthenticator) sent -> {
            Subject subject = subject(authenticator, sent, tls.isPresent());
            sockets.callerIsKnown();
            return subject;
        });
        env.put(RMIConnectorServer.CREDENTIALS_FILTER_PATTERN, "maxdepth=2;maxarray=2;java.lang.String;!*");
        env.put("jmx.remote.x.notification.buffer.size", "10000");
        RmiCalls exported = new RmiCalls(port, clients, sockets, env, requests());
        return new WithRegistry(new JMXServiceURL("rmi", host, port), env, exported, server, port, clients, sockets);
    }

    /** Arguments are wrapped in arrays of bytes, which may be as long as a message. */
    private static ObjectInputFilter requests() {
        ObjectInputFilter listed = ObjectInputFilter.Config.createFilter(REQUESTS);
        return info -> info.serialClass() == byte[].class && info.arrayLength() <= Meter.LONGEST_MESSAGE
                ? ObjectInputFilter.Status.ALLOWED
                : listed.checkInput(info);
    }

    private static Subject subject(Authenticator authenticator, @Nullable Object sent, boolean tls) {
        String from = clientHost();
        String by = tls ? "RMI TLS" : BY;
        String name = Caller.LOCAL_NAME;
        if (authenticator.access().hasUsers()) {
            if (!(sent instanceof String[] words) || words.length != 2 || words[0] == null || words[1] == null) {
                authenticator.tell(from, by, false, "neither name nor password were sent");
                throw new SecurityException("authentication failed");
            }
            name = authenticator
                    .authenticate(words[0], words[1].toCharArray(), from, by)
                    .map(u -> u.name())
                    .orElseThrow(() -> new SecurityException("authentication failed"));
        } else {
            authenticator.tell(from, by, true, "there are no users");
        }
        return new Subject(true, Set.of(new Callers.Identity(name, from)), Set.of(), Set.of());
    }

    private static String clientHost() {
        try {
            return RemoteServer.getClientHost();
        } catch (ServerNotActiveException e) {
            return "this process";
        }
    }

    /** The connector and its registry begin and end together. */
    private static final class WithRegistry extends RMIConnectorServer {
        private final RmiCalls exported;
        private final int port;
        private final @Nullable RMIClientSocketFactory clients;
        private final RmiSockets sockets;
        private @Nullable Registry registry;

        WithRegistry(
                JMXServiceURL url,
                Map<String, ?> env,
                RmiCalls exported,
                MBeanServer server,
                int port,
                @Nullable RMIClientSocketFactory clients,
                RmiSockets sockets)
                throws IOException {
            super(url, env, exported, server);
            this.exported = exported;
            this.port = port;
            this.clients = clients;
            this.sockets = sockets;
        }

        @Override
        public synchronized void start() throws IOException {
            super.start();
            Registry made = LocateRegistry.createRegistry(port, clients, sockets);
            registry = made;
            try {
                made.bind(NAME, exported.toStub()); // past the network, from which nobody can
            } catch (AlreadyBoundException e) {
                throw new IOException(e);
            }
        }

        @Override
        public void stop() throws IOException {
            Registry made = registry;
            if (made != null) {
                try {
                    UnicastRemoteObject.unexportObject(made, true);
                } catch (NoSuchObjectException e) {
                    // stopped already
                }
            }
            super.stop();
            sockets.close();
        }
    }
}
