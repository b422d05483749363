package org.svff.jmx.connect;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;

/** Counts what comes in on a connection, and ends what is longer than it may be before it fills the memory. */
final class Meter {
    /** The whole handshake, TLS and certificates included, in bytes. */
    static final int LONGEST_HANDSHAKE = 64 << 10;

    /** One request, in bytes: some thousand bindings can be named in it. */
    static final int LONGEST_MESSAGE = 1 << 20;

    /** What may be read ahead or around a message: buffers, TLS records, keep-alives. */
    private static final int SLACK = 64 << 10;

    private long left = LONGEST_HANDSHAKE;

    /** A new message may come. */
    synchronized void nextMessage() {
        left = LONGEST_MESSAGE + SLACK;
    }

    synchronized void count(int bytes) throws IOException {
        left -= Math.max(0, bytes);
        if (left < 0) {
            throw new IOException("more was sent than a message may be long");
        }
    }

    /** A server socket whose connections are metered. */
    static final class Server extends ServerSocket {
        Server() throws IOException {}

        @Override
        public MeteredSocket accept() throws IOException {
            MeteredSocket socket = new MeteredSocket();
            implAccept(socket);
            return socket;
        }
    }

    /** A connection that is metered. */
    static final class MeteredSocket extends Socket {
        private final Meter meter = new Meter();

        Meter meter() {
            return meter;
        }

        /** Where it comes from, in numbers. */
        String from() {
            InetAddress address = super.getInetAddress();
            return address == null ? "" : address.getHostAddress();
        }

        /** Named by its number, so that nobody waits for a name server to name a stranger. */
        @Override
        @SuppressWarnings("NullAway") // as in the JDK: null before it is connected
        public InetAddress getInetAddress() {
            InetAddress address = super.getInetAddress();
            if (address == null) {
                return null;
            }
            try {
                return InetAddress.getByAddress(address.getHostAddress(), address.getAddress());
            } catch (UnknownHostException e) {
                throw new IllegalStateException("an address of an odd length", e);
            }
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return new FilterInputStream(super.getInputStream()) {
                @Override
                public int read() throws IOException {
                    int read = super.read();
                    meter.count(read < 0 ? 0 : 1);
                    return read;
                }

                @Override
                public int read(byte[] buffer, int offset, int length) throws IOException {
                    int read = super.read(buffer, offset, length);
                    meter.count(read);
                    return read;
                }
            };
        }
    }
}
