package org.svff.jmx.connect;

import com.sun.jmx.remote.opt.security.AdminServer;
import com.sun.jmx.remote.socket.SocketConnection;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.management.remote.message.CloseMessage;
import javax.management.remote.message.MBeanServerRequestMessage;
import javax.management.remote.message.MBeanServerResponseMessage;
import javax.management.remote.message.Message;
import javax.management.remote.message.NotificationRequestMessage;
import javax.management.remote.message.NotificationResponseMessage;
import javax.net.ssl.SSLSocket;
import javax.security.auth.callback.Callback;
import org.jspecify.annotations.Nullable;
import org.svff.access.Caller;
import org.svff.access.Callers;
import org.svff.access.User;

/**
 * One JMXMP connection at the agent's side: what it reads is bounded and filtered, and each request carries who sent it to
 * the thread that answers.
 */
final class ServerConnection extends SocketConnection implements Places.Guest {
    /** Requests that may be on their way at once; further ones stay in the network. */
    private static final int MOST_PENDING = 64;

    private static final int MESSAGES_PER_SECOND = 2000;
    private static final int BURST = 10_000;

    private final Meter.MeteredSocket plainSocket;
    private final JmxmpSetup setup;
    private final Runnable onClose;
    private final Profiles profiles;
    private final Semaphore pending = new Semaphore(MOST_PENDING);
    private final RequestRate rate = rate();
    private final AtomicBoolean closed = new AtomicBoolean();
    private boolean connected;
    private @Nullable AdminServer handshake;
    private volatile Callers.@Nullable Identity identity;
    private volatile boolean open;

    /** What one connection may ask, over whatever connector. */
    static RequestRate rate() {
        return new RequestRate(MESSAGES_PER_SECOND, BURST);
    }

    /** @param onClose runs once, when it is closed */
    ServerConnection(Meter.MeteredSocket socket, JmxmpSetup setup, Runnable onClose) throws IOException {
        super(socket);
        this.plainSocket = socket;
        this.setup = setup;
        this.onClose = onClose;
        this.profiles = new Profiles(setup.profiles());
    }

    /**
     * Shakes hands; returns when the client is known.
     *
     * @throws IOException when it is not
     */
    void open(Map<String, Object> env) throws IOException {
        connect(env);
        Map<String, Object> own = new HashMap<>(env);
        own.put("jmx.remote.sasl.callback.handler", (javax.security.auth.callback.CallbackHandler) this::handle);
        AdminServer admin = new AdminServer(own);
        handshake = admin;
        admin.connectionOpen(this);
        if (setup.tls().isPresent() && !(getSocket() instanceof SSLSocket)) {
            throw new IOException("the handshake ended without TLS");
        }
        if (identity == null && setup.authenticator().access().hasUsers()) {
            throw new IOException("the handshake ended without a user");
        }
        if (identity == null) {
            identity = new Callers.Identity(Caller.LOCAL_NAME, plainSocket.from());
            setup.authenticator().tell(plainSocket.from(), setup.profileText(), true, "there are no users");
        }
        open = true;
    }

    private void handle(Callback[] callbacks) {
        for (Callback callback : callbacks) {
            if (callback instanceof PlainCallback plain) {
                setup.authenticator()
                        .authenticate(plain.user(), plain.password(), plainSocket.from(), setup.profileText())
                        .map(User::name)
                        .ifPresent(name -> {
                            identity = new Callers.Identity(name, plainSocket.from());
                            plain.accept();
                        });
            }
        }
    }

    /** Once: the library connects again what is open already. */
    @Override
    @SuppressWarnings("rawtypes") // as in the library
    public void connect(Map env) throws IOException {
        if (!connected) {
            connected = true;
            super.connect(env);
        }
    }

    @Override
    public Message readMessage() throws IOException, ClassNotFoundException {
        if (!open) {
            return profiles.take(setup.filter().inHandshake(super::readMessage));
        }
        rate.await();
        plainSocket.meter().nextMessage();
        Message message = setup.filter().inRequest(super::readMessage);
        if (message instanceof MBeanServerRequestMessage || message instanceof NotificationRequestMessage) {
            awaitRoom();
        } else if (!(message instanceof CloseMessage)) {
            throw new IOException("a message came that is no request");
        }
        return message instanceof MBeanServerRequestMessage request ? new Request(request) : message;
    }

    private void awaitRoom() throws IOException {
        try {
            pending.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void writeMessage(Message message) throws IOException {
        try {
            super.writeMessage(message);
        } finally {
            if (message instanceof MBeanServerResponseMessage || message instanceof NotificationResponseMessage) {
                setup.callers().leave();
                pending.release();
            }
        }
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            AdminServer admin = handshake;
            if (admin != null) {
                admin.connectionClosed(this);
            }
            onClose.run();
        }
        super.close();
    }

    @Override
    public void cut() {
        try {
            plainSocket.close();
        } catch (IOException e) {
            // then it is closed already
        }
    }

    @Override
    public String from() {
        return plainSocket.from();
    }

    /** A request that says who sent it, to the thread that asks on whose behalf it is to be answered. */
    private final class Request extends MBeanServerRequestMessage {
        private static final long serialVersionUID = 1L;
        private final transient MBeanServerRequestMessage sent;

        Request(MBeanServerRequestMessage sent) {
            super(sent.getMethodId(), sent.getParams(), null);
            this.sent = sent;
        }

        @Override
        @SuppressWarnings("UnnecessaryParentheses")
        public long getMessageId() {
            return sent == null ? 0 : sent.getMessageId(); // asked by the constructor above, too
        }

        /** Nobody acts for another: the filter takes no subject, and none is handed on. */
        @Override
        @SuppressWarnings("NullAway") // as in the library
        public javax.security.auth.Subject getDelegationSubject() {
            Callers.Identity caller = identity;
            if (caller != null && sent.getDelegationSubject() == null) {
                setup.callers().enter(caller);
            } else {
                setup.callers().leave();
            }
            return null;
        }
    }
}
