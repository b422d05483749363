package org.svff.jconsole.model;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The one sentence that an operator on call reads first.
 *
 * @param level how bad it is
 * @param sentence what is, and what may be done about it
 */
public record Health(Level level, String sentence) {
    public enum Level {
        GOOD("OK"),
        BUSY("BUSY"),
        LOOK("PAUSED"),
        BAD("TROUBLE"),
        UNKNOWN("NO ANSWER");

        private final String word;

        Level(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    public static Health of(Picture picture, Instant now, ZoneId zone) {
        LinkState link = picture.link();
        return switch (link.kind()) {
            case CONNECTING -> new Health(Level.UNKNOWN, "Asking the agent\u2026");
            case NO_AGENT ->
                new Health(
                        Level.UNKNOWN,
                        "No svff agent answers on this connection. Connect to one's address, or start it there.");
            case LOST ->
                new Health(
                        Level.UNKNOWN,
                        "The agent has not answered since "
                                + CLOCK.withZone(zone).format(link.since()) + " (" + link.why()
                                + "). What is shown may be old.");
            case LIVE -> live(picture, now);
        };
    }

    private static Health live(Picture picture, Instant now) {
        Host host = picture.host();
        Optional<Card> stuck = host.cards().stream().filter(c -> !c.ready()).findFirst();
        List<String> failed = names(host, VfState.FAILED);
        if (!failed.isEmpty()) {
            return new Health(
                    Level.BAD,
                    Words.count(failed.size(), "device") + " without a VF: " + Words.some(failed, 3)
                            + ". Select it below, then Resume.");
        }
        if (stuck.isPresent()) {
            Card card = stuck.get();
            return new Health(
                    Level.BAD,
                    "Card " + card.address() + " is " + card.state()
                            + (card.note().isEmpty() ? "." : ": " + card.note()));
        }
        List<OperationRun> running = picture.operations().running();
        if (!running.isEmpty()) {
            String more = running.size() == 1 ? "" : ", and " + (running.size() - 1) + " more";
            return new Health(Level.BUSY, "Running: " + running.get(0).request() + more);
        }
        List<String> paused = names(host, VfState.PAUSED);
        if (!paused.isEmpty()) {
            return new Health(
                    Level.LOOK,
                    Words.count(paused.size(), "device") + " paused" + longest(picture, now) + ": "
                            + Words.some(paused, 3) + ".");
        }
        return new Health(Level.GOOD, "Every device has its VF, and nothing is running.");
    }

    private static List<String> names(Host host, VfState state) {
        return host.bindings().stream()
                .filter(b -> b.state() == state)
                .map(Binding::name)
                .toList();
    }

    private static String longest(Picture picture, Instant now) {
        return picture.host().bindings().stream()
                .flatMap(b -> b.pausedSince().stream())
                .min(Comparator.naturalOrder())
                .map(since -> Duration.between(since, now)
                        .plus(picture.ahead())
                        .truncatedTo(java.time.temporal.ChronoUnit.SECONDS))
                .filter(lasting -> !lasting.isNegative() && !lasting.isZero())
                .map(lasting -> ", the longest for " + Words.lasting(lasting))
                .orElse("");
    }
}
