package org.svff.jconsole.link;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.management.openmbean.CompositeData;
import org.jspecify.annotations.Nullable;

/**
 * Open data, read by name. What is not there, because the agent is older than this tab, is empty, or the value given for
 * that case.
 */
record Open(CompositeData data) {
    static Open of(@Nullable Object answer) {
        if (answer instanceof CompositeData data) {
            return new Open(data);
        }
        throw new IllegalArgumentException("the agent answered something else than was asked: " + answer);
    }

    private @Nullable Object get(String key) {
        return data.containsKey(key) ? data.get(key) : null;
    }

    String text(String key) {
        Object value = get(key);
        return value == null ? "" : value.toString();
    }

    long number(String key, long otherwise) {
        return get(key) instanceof Number n ? n.longValue() : otherwise;
    }

    int integer(String key, int otherwise) {
        return (int) number(key, otherwise);
    }

    boolean flag(String key) {
        return Boolean.TRUE.equals(get(key));
    }

    Optional<Instant> time(String key) {
        String text = text(key);
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    List<String> texts(String key) {
        return get(key) instanceof String[] texts ? List.of(texts) : List.of();
    }

    <T> List<T> each(String key, Function<Open, T> reader) {
        return get(key) instanceof CompositeData[] rows
                ? Arrays.stream(rows).map(Open::new).map(reader).toList()
                : List.of();
    }
}
