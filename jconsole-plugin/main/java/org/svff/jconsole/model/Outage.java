package org.svff.jconsole.model;

import java.time.Instant;

/** How long a guest was without its VF, once. */
public record Outage(String binding, Instant ended, long millis) {}
