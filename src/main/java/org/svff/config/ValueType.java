package org.svff.config;

import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.svff.pci.PciAddress;

/** What a key's value may be. */
public sealed interface ValueType {
    /**
     * Turns what was written into a value.
     *
     * @param written one text, or for {@link Globs} any number of them
     * @throws IllegalArgumentException when it is not allowed; the message says what is wrong with it
     */
    Object parse(List<String> written);

    /** What is allowed, to follow "allowed is". */
    String allowed();

    /** Whether several values may be given. */
    default boolean isList() {
        return false;
    }

    /** Any text that is not blank. A {@link String}. */
    record Text() implements ValueType {
        @Override
        public String parse(List<String> written) {
            return notBlank(written.get(0));
        }

        @Override
        public String allowed() {
            return "a text that is not empty";
        }
    }

    /** A libvirt connection URI that names no other host, or {@code none}. A {@link String}. */
    record LocalLibvirt() implements ValueType {
        private static final Pattern FORM = Pattern.compile("none|[a-z]+(\\+unix)?:///\\S+");

        @Override
        public String parse(List<String> written) {
            String uri = notBlank(written.get(0));
            if (!FORM.matcher(uri).matches()) {
                throw new IllegalArgumentException("'" + uri + "' is no libvirt of this host");
            }
            return uri;
        }

        @Override
        public String allowed() {
            return "none, or a libvirt URI without a host, such as qemu:///system";
        }
    }

    /** A whole number within bounds, both included. An {@link Integer}. */
    record Whole(int least, int most) implements ValueType {
        @Override
        public Integer parse(List<String> written) {
            int number;
            try {
                number = Integer.parseInt(written.get(0).strip());
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("'" + written.get(0) + "' is not a whole number", e);
            }
            if (number < least || number > most) {
                throw new IllegalArgumentException(number + " is out of range");
            }
            return number;
        }

        @Override
        public String allowed() {
            return "a whole number from " + least + " to " + most;
        }
    }

    /** A span of time with its unit. A {@link Duration}. */
    record Time() implements ValueType {
        private static final Pattern FORM = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h)");
        private static final Duration MOST = Duration.ofHours(24);

        @Override
        public Duration parse(List<String> written) {
            Matcher form = FORM.matcher(written.get(0).strip());
            if (!form.matches()) {
                throw new IllegalArgumentException("'" + written.get(0) + "' is not a number with a unit");
            }
            long number = Long.parseLong(form.group(1));
            Duration time = switch (form.group(2)) {
                case "ms" -> Duration.ofMillis(number);
                case "s" -> Duration.ofSeconds(number);
                case "m" -> Duration.ofMinutes(number);
                default -> Duration.ofHours(number);
            };
            if (time.isZero() || time.compareTo(MOST) > 0) {
                throw new IllegalArgumentException("'" + written.get(0) + "' is out of range");
            }
            return time;
        }

        @Override
        public String allowed() {
            return "a time from 1ms to 24h with unit ms, s, m or h, like 500ms, 10s or 10m";
        }
    }

    /** Yes or no. A {@link Boolean}. */
    record Flag() implements ValueType {
        @Override
        public Boolean parse(List<String> written) {
            return switch (written.get(0).strip().toLowerCase(Locale.ROOT)) {
                case "true", "yes", "on", "1" -> true;
                case "false", "no", "off", "0" -> false;
                default -> throw new IllegalArgumentException("'" + written.get(0) + "' is neither true nor false");
            };
        }

        @Override
        public String allowed() {
            return "true or false";
        }
    }

    /** One of some words. A {@link String}. */
    record Choice(List<String> words) implements ValueType {
        public Choice {
            words = List.copyOf(words);
        }

        @Override
        public String parse(List<String> written) {
            String word = written.get(0).strip();
            if (!words.contains(word)) {
                throw new IllegalArgumentException("'" + written.get(0) + "' is none of these");
            }
            return word;
        }

        @Override
        public String allowed() {
            return String.join(", ", words.subList(0, words.size() - 1)) + " or " + words.get(words.size() - 1);
        }
    }

    /** File patterns. A {@code List<String>}; in one text they are parted by commas. */
    record Globs() implements ValueType {
        @Override
        public List<String> parse(List<String> written) {
            List<String> globs = new ArrayList<>();
            for (String text : written) {
                for (String part : text.split(",(?![^{]*})", -1)) { // a comma within {a,b} belongs to the pattern
                    globs.add(glob(part.strip()));
                }
            }
            return List.copyOf(globs);
        }

        private static String glob(String pattern) {
            if (!pattern.startsWith("/")) {
                throw new IllegalArgumentException("'" + pattern + "' does not begin with /");
            }
            try {
                FileSystems.getDefault().getPathMatcher("glob:" + pattern);
            } catch (PatternSyntaxException e) {
                throw new IllegalArgumentException("'" + pattern + "' is no file pattern: " + e.getDescription(), e);
            }
            return pattern;
        }

        @Override
        public String allowed() {
            return "one or more absolute file patterns, like /run/svff/vms/*.qmp (commas between, or a YAML list)";
        }

        @Override
        public boolean isList() {
            return true;
        }
    }

    /** Words, as those of a command, or none. A {@code List<String>}; in one text they are parted by blanks. */
    record Words() implements ValueType {
        @Override
        public List<String> parse(List<String> written) {
            if (written.size() > 1) {
                return List.copyOf(written);
            }
            String text = notBlank(written.get(0));
            return text.equals(NONE) ? List.of() : List.of(text.split("\\s+", -1));
        }

        @Override
        public String allowed() {
            return "none, or a YAML list of arguments, like [/usr/local/sbin/load, '{file}', '{pf}'] (blanks between in one"
                    + " text)";
        }

        @Override
        public boolean isList() {
            return true;
        }
    }

    /** A number for each of some cards, or none. A {@code Map<PciAddress, Integer>}. */
    record PerCard() implements ValueType {
        private static final int MOST = 2048;

        @Override
        public Map<PciAddress, Integer> parse(List<String> written) {
            Map<PciAddress, Integer> numbers = new TreeMap<>();
            for (String text : written) {
                for (String part : text.split(",", -1)) {
                    if (!part.strip().equals(NONE)) {
                        put(numbers, part.strip());
                    }
                }
            }
            return numbers;
        }

        private static void put(Map<PciAddress, Integer> numbers, String text) {
            String[] sides = text.split("=", -1);
            if (sides.length != 2 || !sides[1].strip().matches("\\d{1,5}")) {
                throw new IllegalArgumentException("'" + text + "' is no card with its number");
            }
            int number = Integer.parseInt(sides[1].strip());
            if (number < 1 || number > MOST) {
                throw new IllegalArgumentException(number + " is out of range");
            }
            if (numbers.put(PciAddress.parse(sides[0].strip()), number) != null) {
                throw new IllegalArgumentException(sides[0].strip() + " is there twice");
            }
        }

        @Override
        public String allowed() {
            return "none, or cards with a number from 1 to " + MOST
                    + ", like 0000:03:00.0=512 (commas between, or a YAML" + " list)";
        }

        @Override
        public boolean isList() {
            return true;
        }
    }

    /** What stands for an empty list. */
    String NONE = "none";

    /** A folder or a file. A {@link Path}; need not exist. */
    record Folder() implements ValueType {
        @Override
        public Path parse(List<String> written) {
            String text = notBlank(written.get(0));
            try {
                Path path = Path.of(text);
                if (path.isAbsolute()) {
                    return path.normalize();
                }
            } catch (InvalidPathException e) {
                throw new IllegalArgumentException("'" + text + "' is no path: " + e.getReason(), e);
            }
            throw new IllegalArgumentException("'" + text + "' does not begin with /");
        }

        @Override
        public String allowed() {
            return "an absolute path, like /var/lib/svff";
        }
    }

    private static String notBlank(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("it is empty");
        }
        return text.strip();
    }
}
