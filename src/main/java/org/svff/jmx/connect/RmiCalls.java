package org.svff.jmx.connect;

import java.io.IOException;
import java.io.ObjectInputFilter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.rmi.server.RMIClientSocketFactory;
import java.rmi.server.UnicastRemoteObject;
import java.util.Map;
import java.util.Optional;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.remote.NotificationResult;
import javax.management.remote.rmi.RMIConnection;
import javax.management.remote.rmi.RMIConnectionImpl;
import javax.management.remote.rmi.RMIJRMPServerImpl;
import javax.security.auth.Subject;
import org.jspecify.annotations.Nullable;

/**
 * What RMI's clients call. RMI spreads a client's calls over several TCP connections as it likes; so of each call that
 * reaches the object of somebody who was let in (its number cannot be guessed) the sockets are told that the one it came
 * by is no stranger's.
 */
final class RmiCalls extends RMIJRMPServerImpl {
    private final int port;
    private final @Nullable RMIClientSocketFactory clients;
    private final RmiSockets sockets;
    private final Map<String, ?> env;
    private final ObjectInputFilter filter;

    /**
     * Calls of one connector.
     *
     * @param filter of what somebody may send who was let in
     */
    RmiCalls(
            int port,
            @Nullable RMIClientSocketFactory clients,
            RmiSockets sockets,
            Map<String, ?> env,
            ObjectInputFilter filter)
            throws IOException {
        super(port, clients, sockets, env);
        this.port = port;
        this.clients = clients;
        this.sockets = sockets;
        this.env = env;
        this.filter = info -> { // asked at the first object of a call, before all of it was read
            sockets.callerIsKnown();
            return filter.checkInput(info);
        };
    }

    @Override
    @SuppressWarnings("NullAway") // as in the JDK: null before the connector is started
    public synchronized MBeanServer getMBeanServer() {
        MBeanServer server = super.getMBeanServer();
        if (server == null) {
            return null;
        }
        return (MBeanServer) Proxy.newProxyInstance(
                RmiCalls.class.getClassLoader(), new Class<?>[] {MBeanServer.class}, (proxy, method, args) -> {
                    sockets.callerIsKnown();
                    try {
                        return method.invoke(server, args);
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                });
    }

    @Override
    protected RMIConnection makeClient(String connectionId, @Nullable Subject subject) throws IOException {
        Client client = new Client(connectionId, subject);
        UnicastRemoteObject.exportObject(client, port, clients, sockets, filter);
        return client;
    }

    /** The calls that wait, or that the MBean server is not asked about. */
    private final class Client extends RMIConnectionImpl {
        Client(String connectionId, @Nullable Subject subject) {
            super(
                    RmiCalls.this,
                    connectionId,
                    Optional.ofNullable(getDefaultClassLoader()).orElse(RmiCalls.class.getClassLoader()),
                    subject,
                    env);
        }

        @Override
        public String getConnectionId() throws IOException {
            sockets.callerIsKnown();
            return super.getConnectionId();
        }

        @Override
        public NotificationResult fetchNotifications(long from, int most, long timeout) throws IOException {
            sockets.callerIsKnown();
            return super.fetchNotifications(from, most, timeout);
        }

        @Override
        public void removeNotificationListeners(ObjectName name, Integer[] ids, @Nullable Subject delegate)
                throws javax.management.InstanceNotFoundException, javax.management.ListenerNotFoundException,
                        IOException {
            sockets.callerIsKnown();
            super.removeNotificationListeners(name, ids, delegate);
        }
    }
}
