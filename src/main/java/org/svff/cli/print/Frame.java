package org.svff.cli.print;

import java.util.ArrayList;
import java.util.List;

/** A screenful of lines, none longer than it is wide. */
final class Frame {
    private final Screen screen;
    private final int width;
    private final int height;
    private final List<String> lines = new ArrayList<>();

    Frame(Screen screen, int width, int height) {
        this.screen = screen;
        this.width = width;
        this.height = height;
    }

    void line(Cell... cells) {
        line(List.of(cells));
    }

    void line(List<Cell> cells) {
        Line line = new Line(screen, width);
        cells.forEach(line::add);
        lines.add(line.toString());
    }

    /** A heading above what belongs together. */
    void heading(String text) {
        lines.add("");
        line(new Cell(text, Style.BOLD));
    }

    void table(Table table) {
        lines.addAll(table.lines(screen, width));
    }

    /** How many lines are left. */
    int room() {
        return Math.max(0, height - lines.size());
    }

    /** As many as there is room for; when something does not fit, the last one says so. */
    List<String> lines() {
        if (lines.size() <= height) {
            return List.copyOf(lines);
        }
        List<String> shown = new ArrayList<>(lines.subList(0, Math.max(0, height - 1)));
        Line more = new Line(screen, width);
        more.add(Cell.dim(
                "... " + (lines.size() - shown.size()) + " more lines: make the window larger, or see svff list"));
        shown.add(more.toString());
        return shown;
    }
}
