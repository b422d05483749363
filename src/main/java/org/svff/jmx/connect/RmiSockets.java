package org.svff.jmx.connect;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.rmi.server.RMIServerSocketFactory;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.svff.world.SvffException;

/** Server sockets of the RMI connector: on one address, with TLS, and with a bound on connections. */
final class RmiSockets implements RMIServerSocketFactory {
    private static final int BACKLOG = 64;

    private final InetAddress address;
    private final Optional<SSLSocketFactory> tls;
    private final TlsFiles.ClientCertificates certificates;
    private final int most;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private RmiSockets(
            InetAddress address, Optional<SSLSocketFactory> tls, TlsFiles.ClientCertificates certificates, int most) {
        this.address = address;
        this.tls = tls;
        this.certificates = certificates;
        this.most = most;
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
                    Socket accepted = super.accept();
                    open.removeIf(Socket::isClosed);
                    if (open.size() < most) {
                        Socket made = tls.isPresent() ? withTls(accepted, tls.get()) : accepted;
                        open.add(made);
                        return made;
                    }
                    accepted.close();
                }
            }
        };
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(address, port), BACKLOG);
        return socket;
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
        for (Socket socket : open) {
            try {
                socket.close();
            } catch (IOException e) {
                // closed already
            }
        }
    }
}
