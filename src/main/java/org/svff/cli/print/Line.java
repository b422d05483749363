package org.svff.cli.print;

/** A line that grows cell by cell and ends at the edge of the screen. */
final class Line {
    private final Screen screen;
    private final StringBuilder text = new StringBuilder();
    private int left;

    /** @param most columns */
    Line(Screen screen, int most) {
        this.screen = screen;
        this.left = most;
    }

    Line add(Cell cell) {
        String shown = cell.text();
        if (shown.length() > left) {
            shown = left <= 1 ? "" : shown.substring(0, left - 1) + screen.draw("…", "~");
            left = 0;
        } else {
            left -= shown.length();
        }
        text.append(screen.paint(cell.style(), shown));
        return this;
    }

    Line add(String plain) {
        return add(Cell.of(plain));
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
