package org.svff.jmx.connect;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Where keys and certificates are: {@code server.p12} (key and certificate, PKCS 12), {@code server.password} (the password
 * of it) and {@code ca.pem} (whose client certificates are good).
 */
public record TlsFiles(Path folder, ClientCertificates clientCertificates) {
    /** Whether clients are to show certificates. A certificate comes on top of a password, not in place of it. */
    public enum ClientCertificates {
        NONE,
        OPTIONAL,
        REQUIRED;

        /** As it is written. */
        public static String allowed() {
            return Arrays.stream(values()).map(ClientCertificates::toString).collect(Collectors.joining(", "));
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Path serverKey() {
        return folder.resolve("server.p12");
    }

    Path ca() {
        return folder.resolve("ca.pem");
    }
}
