package org.svff.jmx.connect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.svff.access.Callers;

/** What the JMXMP connections have in common. */
record JmxmpSetup(SerialFilter filter, Callers callers, Authenticator authenticator, Optional<TlsFiles> tls) {
    /** What is asked of clients, in order. */
    List<String> profiles() {
        List<String> profiles = new ArrayList<>();
        tls.ifPresent(t -> profiles.add("TLS"));
        if (authenticator.access().hasUsers()) {
            profiles.add("SASL/PLAIN");
        }
        return profiles;
    }

    String profileText() {
        return profiles().isEmpty() ? "JMXMP" : "JMXMP " + String.join(" ", profiles());
    }
}
