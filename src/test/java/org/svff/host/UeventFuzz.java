package org.svff.host;

/** Bytes that come from the uevent socket: an event, or none. */
public final class UeventFuzz {
    private UeventFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        UeventParser.parse(data).ifPresent(event -> {
            if (event.action().isEmpty() || !event.devpath().startsWith("/") || event.subsystem() == null) {
                throw new AssertionError(event.toString());
            }
        });
    }
}
