package org.svff.jmx.connect;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Lays TLS over sockets that are connected already, as JMXMP does, with something done to each. */
final class TlsSockets extends SSLSocketFactory {
    /** Nothing older. */
    static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private final SSLSocketFactory plain;
    private final String peer;
    private final UnaryOperator<SSLSocket> then;

    /**
     * A factory.
     *
     * @param peer whom the other side is to prove to be; empty to ask nothing, at the server's side
     * @param then what is done to each socket
     */
    TlsSockets(SSLSocketFactory plain, String peer, UnaryOperator<SSLSocket> then) {
        this.plain = plain;
        this.peer = peer;
        this.then = then;
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return plain.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return plain.getSupportedCipherSuites();
    }

    @Override
    public Socket createSocket(Socket socket, String host, int port, boolean autoClose) throws IOException {
        SSLSocket tls = (SSLSocket) plain.createSocket(socket, peer.isEmpty() ? host : peer, port, autoClose);
        tls.setEnabledProtocols(PROTOCOLS);
        return then.apply(tls);
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException("only over a connected socket");
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) {
        throw new UnsupportedOperationException("only over a connected socket");
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw new UnsupportedOperationException("only over a connected socket");
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
        throw new UnsupportedOperationException("only over a connected socket");
    }
}
