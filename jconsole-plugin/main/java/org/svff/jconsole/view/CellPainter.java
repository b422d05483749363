package org.svff.jconsole.view;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import org.svff.jconsole.model.Card;
import org.svff.jconsole.model.Vf;
import org.svff.jconsole.model.VfState;
import org.svff.jconsole.model.Words;

/** Draws a card's heading and a VF's cell. */
final class CellPainter {
    private static final float[] DASHES = {3f, 3f};

    private final Palette palette;
    private final Font font;
    private final Font bold;
    private final Font small;

    CellPainter(Palette palette) {
        this.palette = palette;
        this.font = Palette.font();
        this.bold = font.deriveFont(Font.BOLD);
        this.small = Palette.smallFont();
    }

    void heading(Graphics2D g, Rectangle area, Card card) {
        FontMetrics metrics = g.getFontMetrics(bold);
        int baseline = area.y + 3 + metrics.getAscent();
        g.setFont(bold);
        g.setColor(palette.text());
        g.drawString(card.address(), area.x + 4, baseline);
        int x = area.x + 4 + metrics.stringWidth(card.address() + "   ");
        g.setFont(font);
        g.setColor(card.ready() ? palette.dim() : palette.strong(VfState.FAILED));
        String about = about(card);
        g.drawString(cut(about, g.getFontMetrics(font), area.x + area.width - x - 4), x, baseline);
        int second = baseline + metrics.getHeight();
        String counts = card.vfs().size() + " of " + Words.count(card.totalVfs(), "VF") + ": " + Words.counts(card);
        g.setColor(palette.text());
        g.drawString(cut(counts, g.getFontMetrics(font), area.width - 8), area.x + 4, second);
        g.setColor(palette.line());
        g.drawLine(area.x, area.y + area.height - 1, area.x + area.width - 1, area.y + area.height - 1);
    }

    private static String about(Card card) {
        StringBuilder text = new StringBuilder(card.driver().isEmpty() ? "no driver" : card.driver());
        if (!card.interfaces().isEmpty()) {
            text.append(" \u00b7 ").append(String.join(", ", card.interfaces()));
        }
        if (card.numa() >= 0) {
            text.append(" \u00b7 NUMA node ").append(card.numa());
        }
        if (!card.ready()) {
            text.append(" \u00b7 ").append(card.state());
            if (!card.note().isEmpty()) {
                text.append(": ").append(card.note());
            }
        }
        return text.toString();
    }

    void cell(Graphics2D g, Rectangle area, Vf vf, boolean compact, boolean old) {
        VfState state = vf.state();
        g.setColor(palette.tint(state));
        g.fillRoundRect(area.x, area.y, area.width, area.height, 6, 6);
        g.setColor(palette.pattern(state));
        Glyphs.pattern(
                g, state, compact ? area : new Rectangle(area.x + 1, area.y + 1, area.width - 2, area.height - 2));
        border(g, area, state);
        int sign = g.getFontMetrics(small).getAscent();
        g.setColor(palette.strong(state));
        Glyphs.sign(g, state, area.x + 5, area.y + 4, sign);
        FontMetrics metrics = g.getFontMetrics(small);
        String index = Integer.toString(vf.index());
        int top = area.y + 3 + metrics.getAscent();
        g.setFont(small);
        plate(g, metrics, index, area.x + area.width - 5 - metrics.stringWidth(index), top, palette.dim(), state);
        if (!compact) {
            second(g, area, vf);
        }
        if (old) {
            g.setColor(new Color(
                    palette.background().getRed(),
                    palette.background().getGreen(),
                    palette.background().getBlue(),
                    140));
            g.fillRect(area.x, area.y, area.width, area.height);
        }
    }

    private void second(Graphics2D g, Rectangle area, Vf vf) {
        boolean free = vf.state() == VfState.FREE;
        Font used = vf.state() == VfState.FAILED ? bold.deriveFont(font.getSize2D()) : font;
        FontMetrics metrics = g.getFontMetrics(used);
        g.setFont(used);
        String who = cut(free ? "free" : vf.holder(), metrics, area.width - 10);
        int baseline = area.y + area.height - 5 - metrics.getDescent() + 1;
        plate(g, metrics, who, area.x + 5, baseline, free ? palette.dim() : palette.text(), vf.state());
    }

    /** Text, and beneath it the tint without the pattern, so that it can be read. */
    private void plate(
            Graphics2D g, FontMetrics metrics, String text, int x, int baseline, Color colour, VfState state) {
        g.setColor(palette.tint(state));
        g.fillRect(x - 1, baseline - metrics.getAscent() + 1, metrics.stringWidth(text) + 2, metrics.getHeight() - 2);
        g.setColor(colour);
        g.drawString(text, x, baseline);
    }

    private void border(Graphics2D g, Rectangle area, VfState state) {
        boolean thick = state == VfState.FAILED;
        g.setStroke(
                state == VfState.FREE
                        ? new BasicStroke(1f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10f, DASHES, 0f)
                        : new BasicStroke(thick ? 2f : 1f));
        g.setColor(state == VfState.FREE ? palette.dim() : palette.strong(state));
        g.drawRoundRect(area.x, area.y, area.width - 1, area.height - 1, 6, 6);
        g.setStroke(new BasicStroke(1f));
    }

    /** Shortened until it fits. */
    static String cut(String text, FontMetrics metrics, int width) {
        if (metrics.stringWidth(text) <= width) {
            return text;
        }
        int end = text.length();
        while (end > 0 && metrics.stringWidth(text.substring(0, end) + "\u2026") > width) {
            end--;
        }
        return text.substring(0, end) + "\u2026";
    }
}
