package org.svff.jconsole.model;

import java.time.Instant;

/**
 * How it stands with the agent.
 *
 * @param since when it became so
 * @param why what went wrong; empty when nothing did
 */
public record LinkState(Kind kind, Instant since, String why) {
    public enum Kind {
        CONNECTING,
        LIVE,
        /** The connection is there, and nobody of svff behind it. */
        NO_AGENT,
        /** The last question was not answered; what is shown is old. */
        LOST
    }

    public boolean live() {
        return kind == Kind.LIVE;
    }
}
