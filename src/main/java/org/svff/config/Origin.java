package org.svff.config;

/**
 * Where a value came from.
 *
 * @param kind what sort of place
 * @param where the place in the operator's words: {@code default}, {@code /etc/svff/agent.yaml:7}, {@code
 *     SVFF_JMX_PORT}, {@code -o jmx.port}
 */
public record Origin(Kind kind, String where) {
    /** Places of values; a later one wins over an earlier one. */
    public enum Kind {
        DEFAULT,
        FILE,
        ENVIRONMENT,
        COMMAND_LINE
    }

    static final Origin DEFAULT = new Origin(Kind.DEFAULT, "default");

    @Override
    public String toString() {
        return where;
    }
}
