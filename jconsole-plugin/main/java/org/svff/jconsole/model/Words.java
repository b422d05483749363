package org.svff.jconsole.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How things are put into words. */
public final class Words {
    private Words() {}

    /** "1 VF", "2 VFs". */
    public static String count(long n, String what) {
        return n + " " + what + (n == 1 ? "" : "s");
    }

    /** "84 ms", "1.3 s", "3 min 5 s", "2 h 10 min", "4 d 3 h": two figures at most, so that it can be read at a glance. */
    public static String lasting(Duration time) {
        long millis = Math.max(0, time.toMillis());
        if (millis < 1000) {
            return millis + " ms";
        }
        if (millis < 60_000) {
            return millis < 10_000 ? String.format(Locale.ROOT, "%.1f s", millis / 1000.0) : millis / 1000 + " s";
        }
        long seconds = millis / 1000;
        if (seconds < 3600) {
            return two(seconds / 60, "min", seconds % 60, "s");
        }
        if (seconds < 86_400) {
            return two(seconds / 3600, "h", seconds % 3600 / 60, "min");
        }
        return two(seconds / 86_400, "d", seconds % 86_400 / 3600, "h");
    }

    private static String two(long big, String bigUnit, long small, String smallUnit) {
        return big + " " + bigUnit + (small == 0 ? "" : " " + small + " " + smallUnit);
    }

    /** What a VM has: "2 of 4 VFs", or "2 VFs" where there is no quota. */
    public static String has(Vm vm) {
        return vm.hasQuota() ? vm.vfCount() + " of " + count(vm.quota(), "VF") : count(vm.vfCount(), "VF");
    }

    /** "12 free, 18 attached, 2 paused": what there is none of is left out, except free ones. */
    public static String counts(Card card) {
        if (card.vfs().isEmpty()) {
            return "none made yet; Reconfigure makes some";
        }
        List<String> parts = new ArrayList<>();
        for (VfState state : VfState.values()) {
            int n = card.count(state);
            if (n > 0 || state == VfState.FREE) {
                parts.add(n + " " + state.words());
            }
        }
        return String.join(", ", parts);
    }

    /** A list of which only the first few are named. */
    public static String some(List<String> names, int most) {
        String first = String.join(", ", names.subList(0, Math.min(most, names.size())));
        return names.size() > most ? first + " and " + (names.size() - most) + " more" : first;
    }
}
