package org.svff.cli.print;

/** How states look: a sign, a colour, a word. The sign tells them apart where there is no colour. */
record Looks(String sign, Style style, String word) {
    static Looks ofState(Screen screen, String state) {
        return switch (state) {
            case "ATTACHED" -> new Looks(screen.draw("●", "*"), Style.GREEN, "attached");
            case "PAUSED" -> new Looks(screen.draw("◐", "="), Style.YELLOW, "paused");
            case "FAILED" -> new Looks(screen.draw("✗", "!"), Style.RED, "failed");
            case "FOREIGN" -> new Looks(screen.draw("◆", "#"), Style.MAGENTA, "foreign");
            case "HOST" -> new Looks(screen.draw("■", "h"), Style.CYAN, "host");
            case "FREE" -> new Looks(screen.draw("○", "."), Style.DIM, "free");
            default -> new Looks("?", Style.RED, state);
        };
    }

    static Style ofOutcome(String outcome) {
        return switch (outcome) {
            case "DONE", "UNCHANGED" -> Style.GREEN;
            case "RUNNING" -> Style.CYAN;
            case "ROLLED_BACK", "PARTIAL" -> Style.YELLOW;
            default -> Style.RED;
        };
    }

    Cell signCell() {
        return new Cell(sign, style);
    }

    Cell wordCell() {
        return new Cell(word, style);
    }
}
