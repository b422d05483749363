package org.svff.access;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.spec.KeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A password that can be checked and not be read: PBKDF2 with HMAC-SHA-256 (RFC 8018), with a salt of its own. As text:
 * {@code pbkdf2-sha256$ITERATIONS$SALT$HASH}, the latter two in Base64.
 */
public final class PasswordHash {
    /** What OWASP's Password Storage Cheat Sheet asks for with this algorithm. */
    public static final int ITERATIONS = 600_000;

    /** A password shorter than this is refused when it is set. */
    public static final int SHORTEST = 8;

    /** Longer ones are refused unread: hashing is work. */
    public static final int LONGEST = 1024;

    private static final String NAME = "pbkdf2-sha256";
    private static final int MOST_ITERATIONS = 10_000_000; // what a file says must not keep the agent busy for minutes
    private static final int BYTES = 32;
    private static final Pattern FORM =
            Pattern.compile(NAME + "\\$(\\d{1,8})\\$([A-Za-z0-9+/=]{16,128})\\$([A-Za-z0-9+/=]{44})");

    private final int iterations;
    private final byte[] salt;
    private final byte[] hash;

    private PasswordHash(int iterations, byte[] salt, byte[] hash) {
        this.iterations = iterations;
        this.salt = salt;
        this.hash = hash;
    }

    /** Hashes a password with a new salt. */
    public static PasswordHash of(char[] password, int iterations) {
        byte[] salt = new byte[16];
        new SecureRandom().nextBytes(salt);
        return new PasswordHash(iterations, salt, derive(password, salt, iterations));
    }

    /** A hash that no password has. */
    static PasswordHash ofNobody(int iterations) {
        byte[] random = new byte[16 + BYTES];
        new SecureRandom().nextBytes(random);
        return new PasswordHash(iterations, Arrays.copyOf(random, 16), Arrays.copyOfRange(random, 16, random.length));
    }

    /**
     * Reads what {@link #text()} wrote.
     *
     * @throws IllegalArgumentException when the text is none; the message does not repeat it
     */
    public static PasswordHash parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("it is no password hash of the form " + NAME + "$ITERATIONS$SALT$HASH");
        }
        int iterations = Integer.parseInt(form.group(1));
        if (iterations < 1 || iterations > MOST_ITERATIONS) {
            throw new IllegalArgumentException("its number of iterations is not from 1 to " + MOST_ITERATIONS);
        }
        Base64.Decoder decoder = Base64.getDecoder();
        return new PasswordHash(iterations, decoder.decode(form.group(2)), decoder.decode(form.group(3)));
    }

    /** Takes as long for a wrong password as for the right one. */
    public boolean matches(char[] password) {
        boolean possible = password.length > 0 && password.length <= LONGEST;
        byte[] derived = derive(possible ? password : new char[] {'-'}, salt, iterations);
        return MessageDigest.isEqual(hash, derived) && possible;
    }

    int iterations() {
        return iterations;
    }

    private static byte[] derive(char[] password, byte[] salt, int iterations) {
        PBEKeySpec spec = new PBEKeySpec(password, salt, iterations, BYTES * 8);
        try {
            return derive(spec);
        } finally {
            spec.clearPassword();
        }
    }

    private static byte[] derive(KeySpec spec) {
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no PBKDF2WithHmacSHA256", e);
        }
    }

    /** The form that is kept in the file of users. Not a secret, but not to be shown around either. */
    public String text() {
        Base64.Encoder encoder = Base64.getEncoder();
        return NAME + "$" + iterations + "$" + encoder.encodeToString(salt) + "$" + encoder.encodeToString(hash);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PasswordHash that && text().equals(that.text());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(hash);
    }

    @Override
    public String toString() {
        return NAME; // so that no log shows one
    }
}
