package org.svff.cli.doctor;

/**
 * What one check found.
 *
 * @param what was checked
 * @param verdict how it stands
 * @param found what is there
 * @param remedy how to mend it; empty when nothing needs mending
 */
public record Finding(String what, Verdict verdict, String found, String remedy) {
    /** How a thing stands. */
    public enum Verdict {
        /** As svff needs it. */
        GOOD,
        /** Works, with less. */
        LIMITED,
        /** Must be mended first. */
        BAD
    }

    static Finding good(String what, String found) {
        return new Finding(what, Verdict.GOOD, found, "");
    }

    static Finding limited(String what, String found, String remedy) {
        return new Finding(what, Verdict.LIMITED, found, remedy);
    }

    static Finding bad(String what, String found, String remedy) {
        return new Finding(what, Verdict.BAD, found, remedy);
    }
}
