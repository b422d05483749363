package org.svff.jmx.connect;

import java.io.IOException;
import java.util.List;
import javax.management.remote.message.HandshakeBeginMessage;
import javax.management.remote.message.HandshakeEndMessage;
import javax.management.remote.message.HandshakeErrorMessage;
import javax.management.remote.message.Message;
import javax.management.remote.message.ProfileMessage;
import javax.management.remote.message.VersionMessage;

/**
 * Holds a client to the handshake that is asked of it: TLS first, then the password, each once, nothing else. The library
 * itself would take them in any order and ends when the client says so.
 */
final class Profiles {
    private static final int MOST_MESSAGES = 12;

    private final List<String> asked;
    private int next;
    private int messages;

    /** @param asked in order, e.g. {@code TLS} and {@code SASL/PLAIN}; none when nothing is asked of clients */
    Profiles(List<String> asked) {
        this.asked = List.copyOf(asked);
    }

    /** Takes a message of the client, or ends the connection. */
    <T extends Message> T take(T message) throws IOException {
        if (++messages > MOST_MESSAGES) {
            throw new IOException("the handshake has too many messages");
        }
        if (message instanceof ProfileMessage profile) {
            String name = profile.getProfileName();
            boolean again = next > 0 && name.equals(asked.get(next - 1)) && name.startsWith("SASL");
            if (!again && (next == asked.size() || !name.equals(asked.get(next)))) {
                throw new IOException("the handshake goes another way than it was asked to");
            }
            next += again ? 0 : 1;
        } else if (message instanceof HandshakeEndMessage && next < asked.size()) {
            throw new IOException("the handshake ends too early");
        } else if (!isOfHandshake(message)) {
            throw new IOException("a request came before the handshake had ended");
        }
        return message;
    }

    private static boolean isOfHandshake(Message message) {
        return message instanceof HandshakeBeginMessage
                || message instanceof HandshakeEndMessage
                || message instanceof HandshakeErrorMessage
                || message instanceof VersionMessage;
    }
}
