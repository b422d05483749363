package org.svff.host;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads the kernel's uevent messages: {@code ACTION@DEVPATH}, then {@code KEY=value}, each ended by a zero byte. */
final class UeventParser {
    private UeventParser() {}

    /**
     * Never throws, whatever the bytes are.
     *
     * @return empty when it is no message of the kernel's, such as one of udev's own
     */
    static Optional<Uevent> parse(byte[] message) {
        String[] parts = new String(message, StandardCharsets.UTF_8).split("\0", -1);
        int at = parts[0].indexOf('@');
        if (at <= 0 || !parts[0].startsWith("/", at + 1)) {
            return Optional.empty();
        }
        Map<String, String> properties = new HashMap<>();
        for (int i = 1; i < parts.length; i++) {
            int equals = parts[i].indexOf('=');
            if (equals > 0) {
                properties.put(parts[i].substring(0, equals), parts[i].substring(equals + 1));
            }
        }
        return Optional.of(new Uevent(parts[0].substring(0, at), parts[0].substring(at + 1), properties));
    }
}
