package org.svff.cli.print;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.svff.jmx.AgentNotification;

/** Prints events, one a line. */
public final class EventPrinter {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);
    private static final String PREFIX = "svff.";

    private final Screen screen;
    private final boolean json;

    /** As {@link AgentNotification}, with the time as a text (ISO 8601, UTC). */
    private record Line(
            long sequence, String at, String type, String subject, String message, String before, String after) {}

    public EventPrinter(Screen screen, boolean json) {
        this.screen = screen;
        this.json = json;
    }

    public void print(AgentNotification event) {
        if (json) {
            new Json(screen)
                    .printLine(new Line(
                            event.sequence(),
                            event.at().toString(),
                            event.type(),
                            event.subject(),
                            event.message(),
                            event.before(),
                            event.after()));
            return;
        }
        screen.line(screen.paint(Style.DIM, TIME.format(event.at().atZone(ZoneId.systemDefault()))) + "  "
                + screen.paint(style(event), String.format(Locale.ROOT, "%-18s", kind(event))) + "  "
                + screen.paint(Style.BOLD, event.subject()) + "  " + text(event));
        screen.out().flush();
    }

    /** The type, without what all types begin with. */
    static String kind(AgentNotification event) {
        return event.type().startsWith(PREFIX) ? event.type().substring(PREFIX.length()) : event.type();
    }

    static String text(AgentNotification event) {
        return event.type().endsWith(".progress") ? "[" + event.after() + "] " + event.message() : event.message();
    }

    static Style style(AgentNotification event) {
        return switch (event.after()) {
            case "FAILED", "STUCK", "UNREADABLE", "REFUSED", "PARTIAL", "ROLLED_BACK" -> Style.RED;
            case "PAUSED" -> Style.YELLOW;
            default -> event.type().startsWith("svff.policy") ? Style.RED : Style.CYAN;
        };
    }
}
