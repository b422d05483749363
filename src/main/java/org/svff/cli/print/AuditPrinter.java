package org.svff.cli.print;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Prints lines of the audit log, a line each; the whole of them is in JSON. */
public final class AuditPrinter {
    private final Screen screen;

    public AuditPrinter(Screen screen) {
        this.screen = screen;
    }

    /** When, who, from where, what, and what came of it. */
    public void print(List<JsonNode> lines) {
        Table table = new Table();
        for (JsonNode line : lines) {
            String result = line.path("result").asText();
            boolean bad = result.equals("REFUSED") || result.equals("FAILED") || result.equals("PARTIAL");
            table.row(
                    new Cell(time(line.path("at").asText()), Style.DIM),
                    new Cell(line.path("user").asText(), Style.BOLD),
                    new Cell(line.path("from").asText(), Style.DIM),
                    Cell.of(what(line)),
                    new Cell(result, bad ? Style.RED : Style.PLAIN),
                    Cell.of(line.path("why").asText()));
        }
        table.lines(screen).forEach(screen::line);
        screen.out().flush();
    }

    /** To the second; the log has more. */
    private static String time(String instant) {
        int dot = instant.indexOf('.');
        return (dot < 0 ? instant.replace("Z", "") : instant.substring(0, dot)).replace('T', ' ');
    }

    private static String what(JsonNode line) {
        String what = line.path("what").asText();
        return line.path("kind").asText().equals("refusal") && line.has("device")
                ? what + " on " + line.path("device").asText()
                : what;
    }
}
