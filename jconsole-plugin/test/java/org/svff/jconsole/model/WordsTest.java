package org.svff.jconsole.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0 ms",
        "84, 84 ms",
        "1300, 1.3 s",
        "59999, 59 s",
        "60000, 1 min",
        "185000, 3 min 5 s",
        "7800000, 2 h 10 min",
        "270000000, 3 d 3 h",
        "-5, 0 ms",
    })
    void times(long millis, String words) {
        assertEquals(words, Words.lasting(Duration.ofMillis(millis)));
    }

    @Test
    void lists() {
        assertEquals("a, b and 2 more", Words.some(List.of("a", "b", "c", "d"), 2));
        assertEquals("1 VF", Words.count(1, "VF"));
        assertEquals("0 VFs", Words.count(0, "VF"));
    }

    @Test
    void quotas() {
        Vm vm = new Vm("a", "", "", true, "", true, 2, -1, List.of(), List.of());
        assertEquals("2 VFs", Words.has(vm));
        assertEquals("2 of 4 VFs", Words.has(new Vm("a", "", "", true, "", true, 2, 4, List.of(), List.of())));
    }
}
