package org.svff.jmx.connect;

import java.io.IOException;
import java.io.InputStream;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.svff.access.PrivateFiles;
import org.svff.world.SvffException;
import org.svff.world.Trouble;

/** Reads keys and certificates. The password of {@code NAME.p12} is in {@code NAME.password} beside it. */
final class Keys {
    private Keys() {}

    /**
     * A TLS context.
     *
     * @param own the own key and certificate; empty for none
     * @param ca certificates in PEM of those who are trusted
     * @throws SvffException when a file is missing, open to others, or cannot be understood
     */
    static SSLContext context(Optional<Path> own, Path ca) throws SvffException {
        KeyManager[] keys = own.isPresent() ? keys(own.get()) : new KeyManager[0];
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, trust(ca), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw trouble(ca, e);
        }
    }

    private static KeyManager[] keys(Path file) throws SvffException {
        Path passwordFile = passwordFile(file);
        PrivateFiles.check(file);
        PrivateFiles.check(passwordFile);
        char[] password = null;
        try (InputStream in = Files.newInputStream(file)) {
            password = password(passwordFile);
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password);
            KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
            factory.init(store, password);
            return factory.getKeyManagers();
        } catch (IOException | GeneralSecurityException e) {
            throw trouble(file, e);
        } finally {
            if (password != null) {
                Arrays.fill(password, '\0');
            }
        }
    }

    static Path passwordFile(Path keyFile) {
        String name = String.valueOf(keyFile.getFileName());
        int dot = name.lastIndexOf('.');
        return keyFile.resolveSibling((dot < 0 ? name : name.substring(0, dot)) + ".password");
    }

    /** The first line of a file. */
    static char[] password(Path file) throws IOException {
        CharBuffer text = StandardCharsets.UTF_8.decode(java.nio.ByteBuffer.wrap(Files.readAllBytes(file)));
        int end = 0;
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        char[] password = new char[end];
        text.get(password);
        return password;
    }

    private static TrustManager[] trust(Path ca) throws SvffException {
        try (InputStream in = Files.newInputStream(ca)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            int number = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("ca-" + number++, certificate);
            }
            if (number == 0) {
                throw new IOException("there is no certificate in it");
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(store);
            return factory.getTrustManagers();
        } catch (IOException | GeneralSecurityException e) {
            throw trouble(ca, e);
        }
    }

    private static SvffException trouble(Path file, Exception e) {
        return new SvffException(
                new Trouble(
                        file.toString(),
                        "use it for TLS",
                        e.toString(),
                        "`svff tls init` makes a first set of keys and certificates"),
                e);
    }
}
