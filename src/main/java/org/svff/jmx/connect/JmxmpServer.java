package org.svff.jmx.connect;

import com.sun.jmx.remote.generic.ObjectWrappingImpl;
import com.sun.jmx.remote.generic.ServerAdmin;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.management.MBeanServer;
import javax.management.remote.JMXConnectorServer;
import javax.management.remote.generic.GenericConnectorServer;
import javax.management.remote.generic.MessageConnection;
import javax.management.remote.generic.ObjectWrapping;
import javax.net.ssl.SSLContext;
import javax.security.auth.Subject;
import org.jspecify.annotations.Nullable;
import org.svff.access.Callers;
import org.svff.world.SvffException;

/** Makes the JMXMP connector: the library's, with our doorman before it. */
public final class JmxmpServer {
    private JmxmpServer() {}

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
            Callers callers,
            Authenticator authenticator,
            int mostConnections)
            throws IOException, SvffException {
        PlainProvider.install();
        SerialFilter filter = SerialFilter.install();
        JmxmpSetup setup = new JmxmpSetup(filter, callers, authenticator, tls);
        Doorman doorman = new Doorman(host, port, mostConnections, setup);
        doorman.handshakeEnv(handshakeEnv(setup));
        Map<String, Object> env = new HashMap<>();
        env.put("jmx.remote.x.notification.buffer.size", "10000");
        env.put(GenericConnectorServer.MESSAGE_CONNECTION_SERVER, doorman);
        env.put(GenericConnectorServer.OBJECT_WRAPPING, wrapping(filter));
        env.put("com.sun.jmx.remote.server.admin", new Opened());
        return new GenericConnectorServer(env, server);
    }

    private static Map<String, Object> handshakeEnv(JmxmpSetup setup) throws SvffException {
        Map<String, Object> env = new HashMap<>();
        if (!setup.profiles().isEmpty()) {
            env.put("jmx.remote.profiles", String.join(" ", setup.profiles()));
        }
        if (setup.tls().isPresent()) {
            env.put("jmx.remote.tls.socket.factory", tlsSockets(setup.tls().get()));
        }
        env.put("jmx.remote.x.sasl.server.name", "svff"); // else the library asks a name server
        return env;
    }

    private static TlsSockets tlsSockets(TlsFiles tls) throws SvffException {
        SSLContext context = Keys.context(Optional.of(tls.serverKey()), tls.ca());
        return new TlsSockets(context.getSocketFactory(), "", socket -> {
            socket.setUseClientMode(false);
            socket.setWantClientAuth(tls.clientCertificates() == TlsFiles.ClientCertificates.OPTIONAL);
            if (tls.clientCertificates() == TlsFiles.ClientCertificates.REQUIRED) {
                socket.setNeedClientAuth(true);
            }
            return new TolerantSocket(socket);
        });
    }

    /** Arguments come wrapped, and are read on the thread that answers. */
    private static ObjectWrapping wrapping(SerialFilter filter) {
        ObjectWrapping plain = new ObjectWrappingImpl();
        return new ObjectWrapping() {
            @Override
            public Object wrap(Object value) throws IOException {
                return plain.wrap(value);
            }

            @Override
            public Object unwrap(Object wrapped, ClassLoader loader) throws IOException, ClassNotFoundException {
                return filter.inRequest(() -> plain.unwrap(wrapped, loader));
            }
        };
    }

    /** The hands were shaken at the door. */
    private static final class Opened implements ServerAdmin {
        @Override
        public MessageConnection connectionOpen(MessageConnection connection) {
            return connection;
        }

        @Override
        public void connectionClosed(MessageConnection connection) {
            // the connection itself tells the doorman
        }

        /** None: who calls comes with each request (see {@link ServerConnection}), on all JDKs alike. */
        @Override
        public @Nullable Subject getSubject(MessageConnection connection) {
            return null;
        }
    }
}
