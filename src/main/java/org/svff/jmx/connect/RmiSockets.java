package org.svff.jmx.connect;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.rmi.server.RMIServerSocketFactory;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.svff.world.SvffException;

/** Server sockets of the RMI connector: on one address, with TLS, and with bounds on who connects. */
final class RmiSockets implements RMIServerSocketFactory {
    private static final int BACKLOG = 64;

    /** What RMI does for anybody (leases, above all) costs memory for a time. */
    private static final int NEWCOMERS_PER_SECOND = 50;

    private static final int BURST_OF_NEWCOMERS = 200;

    private final InetAddress address;
    private final Optional<SSLSocketFactory> tls;
    private final TlsFiles.ClientCertificates certificates;
    private final Places places;
    private final RequestRate newcomers = new RequestRate(NEWCOMERS_PER_SECOND, BURST_OF_NEWCOMERS);

    @SuppressWarnings("ThreadLocalUsage") // each connector has its own sockets
    private final ThreadLocal<RmiSocket> reading = new ThreadLocal<>();

    private RmiSockets(
            InetAddress address, Optional<SSLSocketFactory> tls, TlsFiles.ClientCertificates certificates, int most) {
        this.address = address;
        this.tls = tls;
        this.certificates = certificates;
        this.places = new Places(most, "svff-rmi-deadline");
    }

    static RmiSockets of(String host, Optional<TlsFiles> tls, int most) throws IOException, SvffException {
        Optional<SSLSocketFactory> factory = Optional.empty();
        if (tls.isPresent()) {
            SSLContext context =
                    Keys.context(Optional.of(tls.get().serverKey()), tls.get().ca());
            factory = Optional.of(context.getSocketFactory());
        }
        return new RmiSockets(
                InetAddress.getByName(host),
                factory,
                tls.map(TlsFiles::clientCertificates).orElse(TlsFiles.ClientCertificates.NONE),
                most);
    }

    @Override
    public ServerSocket createServerSocket(int port) throws IOException {
        ServerSocket socket = new ServerSocket() {
            @Override
            public Socket accept() throws IOException {
                while (true) {
                    RmiSocket accepted = new RmiSocket(RmiSockets.this);
                    implAccept(accepted);
                    newcomers.await();
                    if (!places.enter(accepted)) {
                        accepted.cut();
                    } else if (tls.isEmpty()) {
                        return accepted;
                    } else {
                        try {
                            return withTls(accepted, tls.get());
                        } catch (IOException e) { // it left already
                            accepted.cut();
                        }
                    }
                }
            }
        };
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(address, port), BACKLOG);
        return socket;
    }

    /** Says what this thread works for: RMI answers on the thread that reads. */
    void readingOn(RmiSocket socket) {
        reading.set(socket);
    }

    /** Whoever's call this thread answers has shown who he is. */
    void callerIsKnown() {
        RmiSocket socket = reading.get();
        if (socket != null) {
            socket.known();
            places.known(socket);
        }
    }

    void gone(RmiSocket socket) {
        places.gone(socket);
    }

    private Socket withTls(Socket plain, SSLSocketFactory factory) throws IOException {
        SSLSocket socket =
                (SSLSocket) factory.createSocket(plain, plain.getInetAddress().getHostAddress(), plain.getPort(), true);
        socket.setUseClientMode(false);
        socket.setEnabledProtocols(TlsSockets.PROTOCOLS);
        socket.setWantClientAuth(certificates == TlsFiles.ClientCertificates.OPTIONAL);
        if (certificates == TlsFiles.ClientCertificates.REQUIRED) {
            socket.setNeedClientAuth(true);
        }
        return socket;
    }

    void close() {
        places.close();
    }
}
