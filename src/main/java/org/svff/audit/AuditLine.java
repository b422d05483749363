package org.svff.audit;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Optional;

/** The text of a line: number, hash of the line before, time, entry. */
final class AuditLine {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.WRITE_ENUMS_USING_TO_STRING)
            .build();

    private AuditLine() {}

    @JsonPropertyOrder({"seq", "prev", "at", "entry"})
    private record Written(
            long seq, String prev, String at, @JsonUnwrapped AuditEntry entry) {}

    /** What of a line the chain is made of. */
    record Link(long seq, String prev) {}

    static String text(long seq, String prev, String at, AuditEntry entry) {
        try {
            return JSON.writeValueAsString(new Written(seq, prev, at, entry));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write " + entry, e);
        }
    }

    /** Empty when the line is none of the audit log. */
    static Optional<Link> link(String line) {
        return read(line)
                .map(node ->
                        new Link(node.path("seq").asLong(), node.path("prev").asText()));
    }

    /** A line's fields; empty when it is none of the audit log. */
    static Optional<JsonNode> read(String line) {
        try {
            JsonNode node = JSON.readTree(line);
            boolean whole = node != null
                    && node.path("seq").isIntegralNumber()
                    && node.path("prev").isTextual();
            return whole ? Optional.of(node) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
