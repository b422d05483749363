package org.svff.jconsole.model;

import java.time.Duration;

/**
 * All that the tab shows, at one moment.
 *
 * @param ahead how far the agent's clock is before ours
 */
public record Picture(
        LinkState link,
        Agent agent,
        Host host,
        Operations operations,
        Events events,
        Outages outages,
        Rights rights,
        Duration ahead) {
    public static Picture empty(LinkState link) {
        return new Picture(
                link, Agent.UNKNOWN, Host.NONE, Operations.NONE, Events.NONE, Outages.NONE, Rights.ALL, Duration.ZERO);
    }

    public Picture with(LinkState other) {
        return new Picture(other, agent, host, operations, events, outages, rights, ahead);
    }

    public Picture with(Agent other) {
        return new Picture(link, other, host, operations, events, outages, rights, ahead);
    }

    /** After another look at the host: what ended since the last is an outage. */
    public Picture seen(Host now, Duration clockAhead) {
        return new Picture(link, agent, now, operations, events, outages.with(host, now), rights, clockAhead);
    }

    public Picture with(Operations other) {
        return new Picture(link, agent, host, other, events, outages, rights, ahead);
    }

    public Picture with(Events other) {
        return new Picture(link, agent, host, operations, other, outages, rights, ahead);
    }

    public Picture with(User told) {
        return with(rights.of(told));
    }

    public Picture with(Rights other) {
        return new Picture(link, agent, host, operations, events, outages, other, ahead);
    }
}
