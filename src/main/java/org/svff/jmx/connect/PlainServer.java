package org.svff.jmx.connect;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.sasl.Sasl;
import javax.security.sasl.SaslException;
import javax.security.sasl.SaslServer;
import org.jspecify.annotations.Nullable;

/** SASL PLAIN (RFC 4616): a name and a password in one message. Nobody may act for another. */
final class PlainServer implements SaslServer {
    private static final int LONGEST = 4096;

    private final CallbackHandler handler;
    private @Nullable String user;

    PlainServer(CallbackHandler handler) {
        this.handler = handler;
    }

    @Override
    public String getMechanismName() {
        return "PLAIN";
    }

    @Override
    public byte @Nullable [] evaluateResponse(byte[] response) throws SaslException {
        if (user != null || response.length > LONGEST) {
            throw refused();
        }
        if (response.length == 0) {
            return new byte[0]; // the client is to speak first, and has not
        }
        char[] text = decoded(response);
        try {
            int first = indexOf(text, 0);
            int second = indexOf(text, first + 1);
            String actAs = new String(text, 0, first);
            String name = new String(text, first + 1, second - first - 1);
            char[] password = Arrays.copyOfRange(text, second + 1, text.length);
            try {
                PlainCallback callback = new PlainCallback(name, password);
                handler.handle(new Callback[] {callback});
                if (!callback.isAccepted() || !(actAs.isEmpty() || actAs.equals(name))) {
                    throw refused();
                }
                user = name;
            } finally {
                Arrays.fill(password, '\0');
            }
        } catch (IOException | UnsupportedCallbackException e) {
            throw e instanceof SaslException sasl ? sasl : refused();
        } finally {
            Arrays.fill(text, '\0');
        }
        return null;
    }

    /** One text for all reasons, so that nobody learns which it was. */
    private static SaslException refused() {
        return new SaslException("authentication failed");
    }

    private static char[] decoded(byte[] response) throws SaslException {
        try {
            CharBuffer chars = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(response));
            char[] text = new char[chars.remaining()];
            chars.get(text);
            Arrays.fill(chars.array(), '\0');
            return text;
        } catch (CharacterCodingException e) {
            throw refused();
        }
    }

    private static int indexOf(char[] text, int from) throws SaslException {
        for (int i = from; i < text.length; i++) {
            if (text[i] == '\0') {
                return i;
            }
        }
        throw refused();
    }

    @Override
    public boolean isComplete() {
        return user != null;
    }

    @Override
    public String getAuthorizationID() {
        if (user == null) {
            throw new IllegalStateException("not authenticated");
        }
        return user;
    }

    @Override
    public byte[] unwrap(byte[] incoming, int offset, int length) {
        throw new IllegalStateException("PLAIN has no security layer");
    }

    @Override
    public byte[] wrap(byte[] outgoing, int offset, int length) {
        throw new IllegalStateException("PLAIN has no security layer");
    }

    @Override
    public @Nullable Object getNegotiatedProperty(String name) {
        return name.equals(Sasl.QOP) ? "auth" : null;
    }

    @Override
    public void dispose() {
        user = null;
    }
}
