package org.svff.jconsole.view;

import java.awt.BasicStroke;
import java.awt.Dimension;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.svff.jconsole.model.Binding;
import org.svff.jconsole.model.OperationRun;
import org.svff.jconsole.model.Outage;
import org.svff.jconsole.model.Picture;
import org.svff.jconsole.model.VfState;
import org.svff.jconsole.model.Words;

/**
 * The last half hour: how long guests were without their VFs, on a logarithmic scale, and above it when operations ran.
 * Pauses that last are drawn up to now.
 */
final class TrendChart extends Drawn {
    private static final long serialVersionUID = 1L;
    private static final Duration SPAN = Duration.ofMinutes(30);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final long[] SCALE = {10, 100, 1000, 10_000, 100_000, 1_000_000};
    private static final String[] SCALE_WORDS = {"10 ms", "0.1 s", "1 s", "10 s", "100 s", "17 min"};
    private static final int LEFT = 52;

    private transient Picture picture;
    private transient Instant now = Instant.EPOCH;

    TrendChart(Picture picture) {
        this.picture = picture;
        setPreferredSize(new Dimension(260, 104));
        setMinimumSize(new Dimension(150, 90));
        setToolTipText(
                "The last half hour: above, when operations ran (round: went well, cross: did not); below, how long"
                        + " guests were without their VFs");
    }

    void show(Picture next, Instant time) {
        picture = next;
        now = time.plus(next.ahead());
        say("Last half hour: "
                + Words.count(next.operations().since(now.minus(SPAN)).size(), "operation") + ", "
                + Words.count(outages(next), "outage")
                + longest(next));
        repaint();
    }

    private long outages(Picture p) {
        return p.outages().ended().stream()
                .filter(o -> o.ended().isAfter(now.minus(SPAN)))
                .count();
    }

    private String longest(Picture p) {
        return p.outages().ended().stream()
                .filter(o -> o.ended().isAfter(now.minus(SPAN)))
                .max(java.util.Comparator.comparingLong(Outage::millis))
                .map(o -> ", the longest " + Words.lasting(Duration.ofMillis(o.millis())) + " of " + o.binding())
                .orElse("");
    }

    @Override
    protected void paintComponent(Graphics graphics) {
        Graphics2D g = Glyphs.smooth((Graphics2D) graphics.create());
        Palette palette = Palette.current();
        g.setColor(palette.background());
        g.fillRect(0, 0, getWidth(), getHeight());
        g.setFont(Palette.smallFont());
        FontMetrics metrics = g.getFontMetrics();
        int lane = metrics.getHeight() + 4;
        int bottom = getHeight() - metrics.getHeight() - 4;
        axes(g, palette, metrics, lane, bottom);
        for (OperationRun run : picture.operations().since(now.minus(SPAN))) {
            operation(g, palette, run, lane);
        }
        for (Outage outage : picture.outages().ended()) {
            stick(g, palette, outage.ended(), outage.millis(), VfState.PAUSED, lane, bottom);
        }
        for (Binding b : picture.host().bindings()) {
            b.pausedSince()
                    .ifPresent(since ->
                            stick(g, palette, now, Duration.between(since, now).toMillis(), b.state(), lane, bottom));
        }
        g.dispose();
    }

    private void axes(Graphics2D g, Palette palette, FontMetrics metrics, int lane, int bottom) {
        g.setColor(palette.dim());
        g.drawString("runs", 6, metrics.getAscent() + 3);
        int least = metrics.getHeight();
        int last = Integer.MAX_VALUE;
        for (int i = 0; i < SCALE.length; i++) {
            int y = height(SCALE[i], lane, bottom);
            g.setColor(palette.line());
            g.drawLine(LEFT, y, getWidth() - 6, y);
            if (last - y >= least) {
                g.setColor(palette.dim());
                g.drawString(
                        SCALE_WORDS[i],
                        LEFT - 6 - metrics.stringWidth(SCALE_WORDS[i]),
                        y + metrics.getAscent() / 2 - 1);
                last = y;
            }
        }
        for (int minutes = 0; minutes <= 30; minutes += 10) {
            Instant at = now.minus(Duration.ofMinutes(minutes));
            String text = minutes == 0
                    ? "now"
                    : CLOCK.withZone(ZoneId.systemDefault()).format(at);
            int x = across(at);
            int wide = metrics.stringWidth(text);
            g.setColor(palette.line());
            g.drawLine(x, lane, x, bottom);
            g.setColor(palette.dim());
            g.drawString(text, Math.min(getWidth() - wide - 4, x - wide / 2), getHeight() - 4);
        }
    }

    private int across(Instant at) {
        double share = 1.0 - Duration.between(at, now).toMillis() / (double) SPAN.toMillis();
        return LEFT + (int) Math.round((getWidth() - 12 - LEFT) * Math.max(0, Math.min(1, share)));
    }

    private static int height(long millis, int lane, int bottom) {
        double most = Math.log10((double) SCALE[SCALE.length - 1]);
        double share = (Math.log10((double) Math.max(10, millis)) - 1) / (most - 1);
        return bottom - (int) Math.round((bottom - lane - 6) * Math.min(1, share));
    }

    private void operation(Graphics2D g, Palette palette, OperationRun run, int lane) {
        int from = across(run.started());
        int to = run.running() ? across(now) : across(run.started().plus(run.took()));
        boolean well = run.running() || run.wentWell();
        g.setColor(palette.strong(well ? VfState.ATTACHED : VfState.FAILED));
        g.fillRect(from, lane / 2 - 1, Math.max(2, to - from), 3);
        if (run.running()) {
            g.fillPolygon(new int[] {to - 7, to, to - 7}, new int[] {lane / 2 - 5, lane / 2, lane / 2 + 5}, 3);
        } else {
            Glyphs.sign(g, well ? VfState.ATTACHED : VfState.FAILED, to - 4, lane / 2 - 4, 8);
        }
    }

    private void stick(Graphics2D g, Palette palette, Instant at, long millis, VfState as, int lane, int bottom) {
        if (at.isBefore(now.minus(SPAN))) {
            return;
        }
        int x = across(at);
        int y = height(millis, lane, bottom);
        g.setColor(palette.strong(as));
        g.setStroke(new BasicStroke(2f));
        g.drawLine(x, bottom, x, y);
        g.setStroke(new BasicStroke(1f));
        Glyphs.sign(g, as, x - 5, y - 5, 10);
    }
}
