package org.svff.engine;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.zip.CRC32;
import org.svff.pci.PciAddress;
import org.svff.pci.VfName;

/**
 * An entry as a line of text: a CRC-32 of the rest, a space, JSON. Only the entry types named on {@link Entry} can come
 * out of a line.
 */
final class EntryCodec {
    private final ObjectMapper json = JsonMapper.builder()
            .disable(MapperFeature.AUTO_DETECT_IS_GETTERS) // a record's components are all there is to it
            .addModule(new Jdk8Module())
            .addModule(new SimpleModule()
                    .addSerializer(PciAddress.class, ToStringSerializer.instance)
                    .addDeserializer(PciAddress.class, new FromText<>(PciAddress.class, PciAddress::parse))
                    .addSerializer(VfName.class, ToStringSerializer.instance)
                    .addDeserializer(VfName.class, new FromText<>(VfName.class, VfName::parse)))
            .build();

    String encode(Entry entry) {
        return encode(entry, Entry.class);
    }

    /** The same of other records that are kept in lines. */
    <T> String encode(T value, Class<T> type) {
        try {
            String text = json.writerFor(type).writeValueAsString(value);
            return checksum(text) + " " + text;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write " + value, e);
        }
    }

    /** The entry of a line; empty when the line is torn, damaged or of a form not known here. */
    Optional<Entry> decode(String line) {
        return decode(line, Entry.class);
    }

    /** The same of other records that are kept in lines. */
    <T> Optional<T> decode(String line, Class<T> type) {
        if (line.length() < 10 || line.charAt(8) != ' ' || !line.startsWith(checksum(line.substring(9)))) {
            return Optional.empty();
        }
        try {
            return Optional.of(json.readValue(line.substring(9), type));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    static String checksum(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return String.format(Locale.ROOT, "%08x", crc.getValue());
    }

    private static final class FromText<T> extends StdDeserializer<T> {
        private static final long serialVersionUID = 1L;
        private final transient Function<String, T> parse;

        FromText(Class<T> type, Function<String, T> parse) {
            super(type);
            this.parse = parse;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            try {
                return parse.apply(parser.getText());
            } catch (IllegalArgumentException e) {
                throw context.weirdStringException(parser.getText(), handledType(), e.getMessage());
            }
        }
    }
}
