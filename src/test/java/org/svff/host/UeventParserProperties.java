package org.svff.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The reader of uevents takes whatever comes. */
class UeventParserProperties {
    private static final Arbitrary<String> WORDS =
            Arbitraries.strings().withCharRange('!', '~').ofMinLength(1).ofMaxLength(40);

    @Property
    void noBytesMakeItThrow(@ForAll byte[] bytes) {
        UeventParser.parse(bytes);
    }

    @Property
    void aMessageIsReadWhole(
            @ForAll("actions") String action,
            @ForAll("paths") String path,
            @ForAll("properties") Map<String, String> all) {
        Optional<Uevent> read = UeventParser.parse(message(action, path, all));
        assertEquals(Optional.of(new Uevent(action, path, all)), read);
    }

    @Property
    void aMessageCutShortIsReadAsFarAsItGoes(
            @ForAll("actions") String action,
            @ForAll("paths") String path,
            @ForAll("properties") Map<String, String> all) {
        byte[] whole = message(action, path, all);
        Uevent read = UeventParser.parse(Arrays.copyOf(whole, whole.length - 1)).orElseThrow();
        assertEquals(action, read.action());
        assertTrue(all.keySet().containsAll(read.properties().keySet()));
    }

    @Property
    void whatUdevSendsIsNoMessageOfTheKernel(@ForAll byte[] rest) {
        byte[] head = "libudev\0".getBytes(StandardCharsets.UTF_8);
        byte[] bytes = new byte[head.length + rest.length];
        System.arraycopy(head, 0, bytes, 0, head.length);
        System.arraycopy(rest, 0, bytes, head.length, rest.length);
        assertEquals(Optional.empty(), UeventParser.parse(bytes));
    }

    private static byte[] message(String action, String path, Map<String, String> properties) {
        StringBuilder message = new StringBuilder(action + "@" + path + "\0");
        properties.forEach(
                (key, value) -> message.append(key).append('=').append(value).append('\0'));
        return message.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Provide
    Arbitrary<String> actions() {
        return Arbitraries.of("add", "remove", "change", "bind", "unbind", "move", "online", "offline");
    }

    @Provide
    Arbitrary<String> paths() {
        return WORDS.map(word -> "/" + word);
    }

    @Provide
    Arbitrary<Map<String, String>> properties() {
        return Arbitraries.maps(WORDS.filter(word -> word.indexOf('=') < 0), WORDS)
                .ofMaxSize(8);
    }
}
