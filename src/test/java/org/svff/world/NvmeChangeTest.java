package org.svff.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NvmeChangeTest {
    private static final NvmeSettings NOW = new NvmeSettings(true, 4, 5);

    @ParameterizedTest
    @CsvSource({
        "queues=6, true, 6, 5",
        "interrupts=1, true, 4, 1",
        "queues=2 interrupts=3, true, 2, 3",
        "online=off, false, 0, 0",
        "online=on, true, 4, 5"
    })
    void changesWhatIsNamed(String text, boolean online, int queues, int interrupts) {
        NvmeChange change = (NvmeChange) SettingsChange.parse(text);
        assertEquals(new NvmeSettings(online, queues, interrupts), change.on(NOW));
        assertEquals(text, change.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "queues=1, from 2", // one pair is for administration
        "interrupts=0, from 1",
        "queues=x, a number",
        "online=maybe, on or off",
        "queues=4 vlan=7, no setting queues"
    })
    void saysWhatIsWrong(String text, String says) {
        Exception e = assertThrows(IllegalArgumentException.class, () -> SettingsChange.parse(text));
        assertTrue(String.valueOf(e.getMessage()).contains(says), e.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        // total, of the PF, most, step, VFs, least: share
        "16, 0, 8, 1, 4, 2, 4",
        "16, 8, 8, 1, 4, 2, 2",
        "16, 0, 3, 1, 4, 2, 3",
        "18, 0, 8, 4, 4, 2, 4",
        "4, 0, 8, 1, 4, 2, 2",
        "0, 0, 0, 0, 4, 2, 0"
    })
    void sharesEvenly(int total, int ofPf, int most, int step, int vfs, int least, int share) {
        assertEquals(share, new NvmePool.Resource(total, 0, ofPf, most, step).share(vfs, least));
    }

    @Test
    void takesMoreVfsThanThereIsForAsIfThereWasEnough() {
        assertEquals(2, new NvmePool.Resource(1, 0, 5, 8, 1).share(4, 2));
    }
}
