package org.svff.dsl;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names of VMs: {@code *} stands for any characters, {@code ?} for one, all else for itself; commas part several. */
public record NamePattern(String text) {
    /** @throws IllegalArgumentException when it is empty */
    public NamePattern {
        if (text.isBlank()) {
            throw new IllegalArgumentException("the name of a VM is empty");
        }
    }

    public boolean matches(String name) {
        return Stream.of(text.split(",", -1))
                .anyMatch(part -> regex(part.strip()).matcher(name).matches());
    }

    /** Those of its parts that are names, not patterns. */
    public List<String> names() {
        return Stream.of(text.split(",", -1))
                .map(String::strip)
                .filter(part -> part.indexOf('*') < 0 && part.indexOf('?') < 0)
                .toList();
    }

    private static Pattern regex(String part) {
        return Pattern.compile(part.chars()
                .mapToObj(c -> switch (c) {
                    case '*' -> ".*";
                    case '?' -> ".";
                    default -> Pattern.quote(Character.toString(c));
                })
                .collect(Collectors.joining()));
    }

    @Override
    public String toString() {
        return text;
    }
}
