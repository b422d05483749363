package org.svff.cli.print;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Prints values as JSON; fields are named as in the records that JMX shows. */
public final class Json {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
            .build();

    private final Screen screen;

    public Json(Screen screen) {
        this.screen = screen;
    }

    /** A document on several lines. */
    public void print(Object value) {
        print(MAPPER.writerWithDefaultPrettyPrinter(), value);
    }

    /** A document on one line, for streams of them. */
    public void printLine(Object value) {
        print(MAPPER.writer(), value);
    }

    private void print(ObjectWriter writer, Object value) {
        try {
            screen.line(writer.writeValueAsString(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(value.getClass() + " cannot be written as JSON", e);
        }
        screen.out().flush();
    }
}
