package org.svff.jmx.connect;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Optional;

/**
 * One TCP connection of RMI, below TLS. RMI asks and answers in turn, so what is read after something was written is the
 * next call: each may be as long as one of JMXMP, and they come no faster. A stranger has a few calls, and the bytes of a
 * handshake for all of them.
 */
final class RmiSocket extends Socket implements Places.Guest {
    /** TLS asks and answers a few times; then come a look into the registry, a lease, the password. */
    private static final int MOST_TURNS_OF_STRANGERS = 24;

    private final RmiSockets owner;
    private final Meter meter = new Meter();
    /** Of those who are known. */
    private volatile Optional<RequestRate> rate = Optional.empty();

    private volatile boolean answered;
    private int turns;

    RmiSocket(RmiSockets owner) {
        this.owner = owner;
    }

    /** Whoever is at the other end has shown who he is. */
    void known() {
        if (rate.isEmpty()) {
            rate = Optional.of(ServerConnection.rate());
            meter.nextMessage(); // what he had left as a stranger may not do for the rest of this call
        }
    }

    private void beforeReading() throws IOException {
        owner.readingOn(this);
        if (!answered) {
            return;
        }
        answered = false;
        Optional<RequestRate> known = rate;
        if (known.isPresent()) {
            known.get().await();
            meter.nextMessage();
        } else if (++turns > MOST_TURNS_OF_STRANGERS) {
            throw new IOException("a stranger asked too often");
        }
    }

    @Override
    public String from() {
        InetAddress address = getInetAddress();
        return address == null ? "" : address.getHostAddress();
    }

    @Override
    public void cut() {
        try {
            close();
        } catch (IOException e) {
            // then it is closed already
        }
    }

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // the places' lock is not taken with this one held
    public void close() throws IOException {
        owner.gone(this);
        super.close();
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new FilterInputStream(super.getInputStream()) {
            @Override
            public int read() throws IOException {
                beforeReading();
                int read = super.read();
                meter.count(read < 0 ? 0 : 1);
                return read;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                beforeReading();
                int read = super.read(buffer, offset, length);
                meter.count(read);
                return read;
            }
        };
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new FilterOutputStream(super.getOutputStream()) {
            @Override
            public void write(int value) throws IOException {
                out.write(value);
                answered = true;
            }

            @Override
            public void write(byte[] buffer, int offset, int length) throws IOException {
                out.write(buffer, offset, length);
                answered = true;
            }
        };
    }
}
