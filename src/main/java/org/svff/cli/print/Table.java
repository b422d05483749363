package org.svff.cli.print;

import java.util.ArrayList;
import java.util.List;

/** Lines whose cells stand under each other. Widths are counted in characters, colours left out. */
final class Table {
    private static final String GAP = "  ";

    private final List<List<Cell>> rows = new ArrayList<>();

    void row(Cell... cells) {
        rows.add(List.of(cells));
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    /** The lines; a column that is empty in every row is left out. */
    List<String> lines(Screen screen) {
        return lines(screen, Integer.MAX_VALUE);
    }

    /** The same, with what is beyond so many columns cut off. */
    List<String> lines(Screen screen, int most) {
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        int[] widths = new int[columns];
        for (List<Cell> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], row.get(i).text().length());
            }
        }
        return rows.stream().map(row -> line(screen, row, widths, most)).toList();
    }

    private static String line(Screen screen, List<Cell> row, int[] widths, int most) {
        Line line = new Line(screen, most);
        int owed = 0; // blanks that are due only when something follows: no line ends in blanks
        for (int i = 0; i < row.size(); i++) {
            if (widths[i] == 0) {
                continue;
            }
            Cell cell = row.get(i);
            if (!cell.text().isEmpty()) {
                line.add(Cell.of(" ".repeat(owed))).add(cell);
                owed = 0;
            }
            owed += widths[i] - cell.text().length() + GAP.length();
        }
        return line.toString();
    }
}
