package org.svff.jmx.connect;

import java.security.Provider;
import java.security.Security;

/** Brings the server side of SASL PLAIN, which the JDK has not: with hashed passwords there is no other mechanism. */
final class PlainProvider extends Provider {
    private static final long serialVersionUID = 1L;
    private static final String NAME = "svff-sasl-plain";

    private PlainProvider() {
        super(NAME, "1.0", "SASL PLAIN for servers (RFC 4616)");
        put("SaslServerFactory.PLAIN", PlainServerFactory.class.getName());
    }

    static synchronized void install() {
        if (Security.getProvider(NAME) == null) {
            Security.addProvider(new PlainProvider());
        }
    }
}
