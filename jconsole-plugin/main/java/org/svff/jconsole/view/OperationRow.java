package org.svff.jconsole.view;

import java.awt.Color;
import java.awt.Component;
import java.awt.Dimension;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import javax.swing.JList;
import javax.swing.ListCellRenderer;
import org.svff.jconsole.model.OperationRun;
import org.svff.jconsole.model.VfState;
import org.svff.jconsole.model.Words;

/**
 * A line of the list of operations.
 *
 * @param shown how long it took, or has taken so far
 */
record OperationRow(OperationRun run, Duration shown) {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    /** What follows the request. */
    String outcome() {
        if (run.running()) {
            String steps = run.total() == 0 ? "" : run.done() + " of " + run.total() + " steps, ";
            return steps + Words.lasting(shown);
        }
        return run.outcomeWords() + ", " + Words.lasting(shown);
    }

    @Override
    public String toString() {
        return run.request() + ": " + outcome(); // what a screen reader reads
    }

    /** Two lines: what was asked, and how it goes; with a bar while it runs. */
    static final class Renderer extends Drawn implements ListCellRenderer<OperationRow> {
        private static final long serialVersionUID = 1L;

        private transient OperationRow row = new OperationRow(
                new OperationRun("", "", java.time.Instant.EPOCH, "", 0, 0, "", Duration.ZERO), Duration.ZERO);
        private boolean selected;
        private transient Color back = Color.WHITE;
        private transient Color front = Color.BLACK;

        @Override
        public Component getListCellRendererComponent(
                JList<? extends OperationRow> list, OperationRow value, int index, boolean isSelected, boolean focus) {
            row = value;
            selected = isSelected;
            back = isSelected ? list.getSelectionBackground() : list.getBackground();
            front = isSelected ? list.getSelectionForeground() : list.getForeground();
            setToolTipText(value.run().id() + "  " + value);
            say(value.toString());
            return this;
        }

        @Override
        public Dimension getPreferredSize() {
            int line = getFontMetrics(Palette.font()).getHeight();
            return new Dimension(200, row.run().running() ? 2 * line + 12 : 2 * line + 4);
        }

        @Override
        protected void paintComponent(Graphics graphics) {
            Graphics2D g = Glyphs.smooth((Graphics2D) graphics.create());
            Palette palette = Palette.current();
            g.setColor(back);
            g.fillRect(0, 0, getWidth(), getHeight());
            g.setFont(Palette.font());
            FontMetrics metrics = g.getFontMetrics();
            int baseline = metrics.getAscent() + 2;
            Color mark = mark(palette);
            sign(g, mark, metrics.getAscent());
            g.setColor(front);
            g.drawString(CellPainter.cut(row.run().request(), metrics, getWidth() - 30), 24, baseline);
            g.setFont(Palette.smallFont());
            g.setColor(selected ? front : row.run().running() || row.run().wentWell() ? palette.dim() : mark);
            String when =
                    CLOCK.withZone(ZoneId.systemDefault()).format(row.run().started());
            String second = row.run().running() && !row.run().step().isEmpty()
                    ? row.outcome() + ": " + row.run().step()
                    : when + "  " + row.outcome();
            g.drawString(
                    CellPainter.cut(second, g.getFontMetrics(), getWidth() - 30), 24, baseline + metrics.getHeight());
            if (row.run().running()) {
                bar(g, palette, 2 * metrics.getHeight() + 4);
            }
            g.dispose();
        }

        private Color mark(Palette palette) {
            if (row.run().running()) {
                return palette.strong(VfState.ATTACHED);
            }
            return palette.strong(
                    switch (row.run().outcome()) {
                        case "DONE", "UNCHANGED" -> VfState.FREE;
                        case "REFUSED" -> VfState.PAUSED;
                        default -> VfState.FAILED;
                    });
        }

        /** A triangle runs, a tick went well, a bar was refused, a cross failed. */
        private void sign(Graphics2D g, Color mark, int size) {
            g.setColor(selected ? front : mark);
            int x = 7;
            int y = 4;
            int s = size - 3;
            g.setStroke(new java.awt.BasicStroke(2f));
            switch (row.run().outcome()) {
                case "RUNNING" -> g.fillPolygon(new int[] {x, x + s, x}, new int[] {y, y + s / 2, y + s}, 3);
                case "DONE", "UNCHANGED" ->
                    g.drawPolyline(new int[] {x, x + s / 3, x + s}, new int[] {y + s / 2, y + s, y + 1}, 3);
                case "REFUSED" -> {
                    g.drawOval(x, y, s, s);
                    g.drawLine(x + 2, y + s - 2, x + s - 2, y + 2);
                }
                default -> Glyphs.sign(g, VfState.FAILED, x, y, s);
            }
            g.setStroke(new java.awt.BasicStroke(1f));
        }

        private void bar(Graphics2D g, Palette palette, int y) {
            int width = Math.max(10, getWidth() - 36);
            g.setColor(palette.line());
            g.fillRect(24, y, width, 5);
            g.setColor(palette.strong(VfState.ATTACHED));
            int total = Math.max(1, row.run().total());
            g.fillRect(24, y, Math.min(width, width * row.run().done() / total), 5);
        }
    }
}
