package org.svff.dsl;

import java.util.Arrays;
import java.util.Optional;

/** What actions can wait for. */
public enum Happening {
    VM_APPEARED("vmAppeared"),
    VM_GONE("vmGone"),
    VF_FAILED("vfFailed"),
    BINDING_PAUSED("bindingPaused"),
    BINDING_RESUMED("bindingResumed"),
    BINDING_FAILED("bindingFailed"),
    PF_FULL("pfFull"),
    PF_TROUBLE("pfTrouble"),
    QUOTA_HIT("quotaHit"),
    /** So often as {@code every} says. */
    TIME("every"),
    /** Once, after the plan has been carried out. */
    SCRIPT("script");

    private final String word;

    Happening(String word) {
        this.word = word;
    }

    /** As the language has it. */
    public String word() {
        return word;
    }

    static Optional<Happening> of(String word) {
        return Arrays.stream(values()).filter(h -> h.word.equals(word)).findFirst();
    }
}
