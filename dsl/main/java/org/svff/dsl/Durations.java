package org.svff.dsl;

import java.time.Duration;
import java.util.regex.Pattern;

/** Reads {@code 30s}, {@code 10m}, {@code 2h}. */
final class Durations {
    private static final Pattern FORM = Pattern.compile("(\\d{1,6})([smh])");

    private Durations() {}

    /** @throws IllegalArgumentException when it is none, or none from 1s to 24h */
    static Duration parse(String text) {
        var form = FORM.matcher(text);
        if (form.matches()) {
            long number = Long.parseLong(form.group(1));
            Duration time = switch (form.group(2)) {
                case "s" -> Duration.ofSeconds(number);
                case "m" -> Duration.ofMinutes(number);
                default -> Duration.ofHours(number);
            };
            if (!time.isZero() && time.compareTo(Duration.ofHours(24)) <= 0) {
                return time;
            }
        }
        throw new IllegalArgumentException("'" + text + "' is no time from 1s to 24h, like 30s, 10m or 2h");
    }
}
