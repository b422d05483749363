package org.svff.world;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads the {@code NAME=VALUE} pairs that settings are written as. Its errors are for whoever wrote them. */
final class SettingsText {
    private SettingsText() {}

    /** The pairs, by name, in their order. */
    static Map<String, String> pairs(String text) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String word : text.strip().split("[\\s,]+", -1)) {
            int equals = word.indexOf('=');
            if (equals <= 0) {
                throw new IllegalArgumentException(
                        "'" + word + "' is no setting; settings look like: mac=52:54:00:00:00:0a vlan=7 trust=on");
            }
            String name = word.substring(0, equals).toLowerCase(Locale.ROOT);
            if (pairs.put(name, word.substring(equals + 1)) != null) {
                throw new IllegalArgumentException(name + " is given twice");
            }
        }
        return pairs;
    }

    /** The text that these are read from. */
    static String written(List<String> order, Map<String, String> settings) {
        return order.stream()
                .filter(settings::containsKey)
                .map(name -> name + "=" + settings.get(name))
                .collect(Collectors.joining(" "));
    }

    /** A number within bounds; {@code none} is 0. */
    static int number(String name, String value, int least, int most) {
        if (value.equals("none") && least == 0) {
            return 0;
        }
        int number = value.matches("\\d{1,9}") ? Integer.parseInt(value) : -1;
        if (number < least || number > most) {
            throw new IllegalArgumentException(name + "=" + value + ": it is a number from " + least + " to " + most);
        }
        return number;
    }

    static boolean onOrOff(String name, String value) {
        return switch (value) {
            case "on" -> true;
            case "off" -> false;
            default -> throw new IllegalArgumentException(name + "=" + value + ": it is on or off");
        };
    }
}
