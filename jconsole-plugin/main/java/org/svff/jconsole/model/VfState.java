package org.svff.jconsole.model;

import java.util.Locale;

/** Who has a VF. The words are those of the agent's MBeans. */
public enum VfState {
    FREE("free"),
    ATTACHED("attached"),
    PAUSED("paused"),
    FAILED("failed"),
    FOREIGN("foreign"),
    HOST("host"),
    /** A word that this tab does not know: the agent is newer. */
    UNKNOWN("unknown");

    private final String words;

    VfState(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }

    public static VfState of(String text) {
        for (VfState state : values()) {
            if (state.name().equals(text.toUpperCase(Locale.ROOT))) {
                return state;
            }
        }
        return UNKNOWN;
    }
}
