package org.svff.dsl;

import java.util.Optional;

/** What {@code on} takes: what happens, to whom, and what is to be done then. */
public final class Trigger {
    private final Happening when;
    private final Optional<NamePattern> about;
    private final Deeds actions;

    Trigger(Happening when, Optional<NamePattern> about, Deeds actions) {
        this.when = when;
        this.about = about;
        this.actions = actions;
    }

    Policy.Reaction reaction(Place place) {
        return new Policy.Reaction(place, when, about, Optional.empty(), actions);
    }
}
