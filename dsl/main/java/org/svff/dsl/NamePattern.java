package org.svff.dsl;

import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names of VMs: {@code *} stands for any characters, {@code ?} for one, all else for itself; commas part several. */
public final class NamePattern {
    private final String text;
    private final List<String> parts;

    /** @throws IllegalArgumentException when it is empty */
    public NamePattern(String text) {
        this(text, Stream.of(text.split(",", -1)).map(String::strip).toList());
        if (text.isBlank()) {
            throw new IllegalArgumentException("the name of a VM is empty");
        }
    }

    private NamePattern(String text, List<String> parts) {
        this.text = text;
        this.parts = parts;
    }

    /** The same, with each name of a group standing for what is in the group. */
    NamePattern with(Map<String, List<String>> groups) {
        return new NamePattern(
                text,
                parts.stream()
                        .flatMap(p -> groups.getOrDefault(p, List.of(p)).stream())
                        .toList());
    }

    public String text() {
        return text;
    }

    public boolean matches(String name) {
        return parts.stream().anyMatch(part -> matches(part, name));
    }

    /** Those of the names that match; looks only at names that begin as it does. */
    Set<String> among(NavigableSet<String> names) {
        Set<String> found = new TreeSet<>();
        for (String part : parts) {
            String begin = beginning(part);
            if (begin.length() == part.length()) {
                if (names.contains(part)) {
                    found.add(part);
                }
                continue;
            }
            for (String name : names.tailSet(begin, true)) {
                if (!name.startsWith(begin)) {
                    break;
                }
                if (matches(part, name)) {
                    found.add(name);
                }
            }
        }
        return found;
    }

    /** Those of its parts that are names, not patterns. */
    public List<String> names() {
        return parts.stream().filter(p -> beginning(p).length() == p.length()).toList();
    }

    private static String beginning(String part) {
        int end = 0;
        while (end < part.length() && part.charAt(end) != '*' && part.charAt(end) != '?') {
            end++;
        }
        return part.substring(0, end);
    }

    /** By hand: a regular expression with many stars can take for ever. Goes back to the last star only, which is enough. */
    private static boolean matches(String part, String name) {
        int p = 0;
        int n = 0;
        int star = -1;
        int mark = 0;
        while (n < name.length()) {
            if (p < part.length() && part.charAt(p) == '*') {
                star = p++;
                mark = n;
            } else if (p < part.length() && (part.charAt(p) == '?' || part.charAt(p) == name.charAt(n))) {
                p++;
                n++;
            } else if (star >= 0) {
                p = star + 1;
                n = ++mark;
            } else {
                return false;
            }
        }
        return part.substring(p).chars().allMatch(c -> c == '*');
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NamePattern pattern && pattern.text.equals(text) && pattern.parts.equals(parts);
    }

    @Override
    public int hashCode() {
        return parts.hashCode();
    }

    /** As the policy puts it; with what is in its groups, where it names any. */
    @Override
    public String toString() {
        String all = parts.stream().collect(Collectors.joining(", "));
        return all.equals(text) || parts.size() == text.split(",", -1).length ? text : text + " (" + all + ")";
    }
}
