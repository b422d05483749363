package org.svff.cli.print;

import java.util.Locale;

/** Times as people say them. */
public final class Durations {
    private Durations() {}

    /** {@code 8 ms}, {@code 2.4 s}, {@code 3 min 5 s}, {@code 2 h 10 min}, {@code 4 d 2 h}. */
    public static String of(long millis) {
        long seconds = millis / 1000;
        if (millis < 1000) {
            return millis + " ms";
        }
        if (seconds < 60) {
            return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
        }
        if (seconds < 3600) {
            return seconds / 60 + " min " + seconds % 60 + " s";
        }
        if (seconds < 86_400) {
            return seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
        }
        return seconds / 86_400 + " d " + seconds % 86_400 / 3600 + " h";
    }
}
