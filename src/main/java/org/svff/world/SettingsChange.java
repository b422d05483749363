package org.svff.world;

import java.util.Map;

/** What is to be changed of a VF's own settings. Immutable; {@code toString} is the text that it is parsed from. */
public sealed interface SettingsChange permits NetworkChange, NvmeChange {
    /**
     * Reads {@code NAME=VALUE} pairs, with spaces or commas in between.
     *
     * @throws IllegalArgumentException for a text that is none, in words for whoever wrote it
     */
    static SettingsChange parse(String text) {
        Map<String, String> pairs = SettingsText.pairs(text);
        return NvmeChange.NAMES.containsAll(pairs.keySet()) ? new NvmeChange(pairs) : NetworkChange.of(pairs);
    }
}
