package org.svff.jmx.connect;

import java.util.Map;
import javax.security.auth.callback.CallbackHandler;
import javax.security.sasl.SaslServer;
import javax.security.sasl.SaslServerFactory;
import org.jspecify.annotations.Nullable;

/** Makes servers of SASL PLAIN; made itself by the JDK, from its class name. */
public final class PlainServerFactory implements SaslServerFactory {
    private static final String MECHANISM = "PLAIN";

    @Override
    public @Nullable SaslServer createSaslServer(
            String mechanism, String protocol, String server, Map<String, ?> properties, CallbackHandler handler) {
        return mechanism.equals(MECHANISM) ? new PlainServer(handler) : null;
    }

    @Override
    public String[] getMechanismNames(@Nullable Map<String, ?> properties) {
        return new String[] {MECHANISM};
    }
}
