package org.svff.jconsole.view;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.Polygon;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import org.svff.jconsole.model.VfState;

/**
 * A sign and a pattern for each state of a VF, drawn and not written: no font need have them, and who does not see the
 * colour sees the shape.
 */
final class Glyphs {
    private Glyphs() {}

    static Graphics2D smooth(Graphics2D g) {
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        return g;
    }

    /** Draws the sign into a square, in the colour that is set. */
    static void sign(Graphics2D g, VfState state, double x, double y, double size) {
        double in = size * 0.12;
        double a = x + in;
        double b = y + in;
        double s = size - 2 * in;
        g.setStroke(new BasicStroke((float) (size * 0.14), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        switch (state) {
            case FREE -> g.draw(new Ellipse2D.Double(a + s * 0.08, b + s * 0.08, s * 0.84, s * 0.84));
            case ATTACHED -> g.fill(new Ellipse2D.Double(a, b, s, s));
            case PAUSED -> {
                g.fill(new Rectangle2D.Double(a + s * 0.08, b, s * 0.28, s));
                g.fill(new Rectangle2D.Double(a + s * 0.64, b, s * 0.28, s));
            }
            case FAILED -> {
                g.setStroke(new BasicStroke((float) (size * 0.22), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
                g.draw(line(a + s * 0.08, b + s * 0.08, a + s * 0.92, b + s * 0.92));
                g.draw(line(a + s * 0.92, b + s * 0.08, a + s * 0.08, b + s * 0.92));
            }
            case FOREIGN -> g.fill(polygon(a, b, s, 0.5, -0.05, 1.05, 0.5, 0.5, 1.05, -0.05, 0.5));
            case HOST -> g.fill(polygon(a, b, s, 0.5, 0, 1, 0.5, 0.85, 0.5, 0.85, 1, 0.15, 1, 0.15, 0.5, 0, 0.5));
            case UNKNOWN -> g.drawString("?", (float) (a + s * 0.2), (float) (b + s));
        }
    }

    private static Shape line(double x1, double y1, double x2, double y2) {
        return new java.awt.geom.Line2D.Double(x1, y1, x2, y2);
    }

    private static Shape polygon(double x, double y, double s, double... points) {
        Polygon polygon = new Polygon();
        for (int i = 0; i < points.length; i += 2) {
            polygon.addPoint((int) Math.round(x + points[i] * s), (int) Math.round(y + points[i + 1] * s));
        }
        return polygon;
    }

    /** Fills an area with the state's pattern, in the colour that is set. States that need no look have none. */
    static void pattern(Graphics2D g, VfState state, Rectangle area) {
        Graphics2D clipped = (Graphics2D) g.create();
        clipped.clip(area);
        clipped.setStroke(new BasicStroke(1.6f));
        int x2 = area.x + area.width;
        int y2 = area.y + area.height;
        switch (state) {
            case PAUSED -> {
                for (int x = area.x + 3; x < x2; x += 6) {
                    clipped.drawLine(x, area.y, x, y2);
                }
            }
            case FAILED -> {
                diagonals(clipped, area, 7, false);
                diagonals(clipped, area, 7, true);
            }
            case FOREIGN -> diagonals(clipped, area, 6, false);
            case HOST -> {
                for (int y = area.y + 3; y < y2; y += 6) {
                    for (int x = area.x + 3; x < x2; x += 6) {
                        clipped.fillRect(x, y, 2, 2);
                    }
                }
            }
            case FREE, ATTACHED, UNKNOWN -> {}
        }
        clipped.dispose();
    }

    private static void diagonals(Graphics2D g, Rectangle area, int step, boolean falling) {
        for (int d = -area.height; d < area.width; d += step) {
            if (falling) {
                g.drawLine(area.x + d, area.y, area.x + d + area.height, area.y + area.height);
            } else {
                g.drawLine(area.x + d, area.y + area.height, area.x + d + area.height, area.y);
            }
        }
    }
}
