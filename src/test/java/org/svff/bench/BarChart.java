package org.svff.bench;

import java.util.List;
import java.util.Locale;

/** The three ways beside each other, for each number of VFs in use, relative to (c). */
final class BarChart {
    /** A median in milliseconds. */
    interface Figures {
        double of(int inUse, String way, String what);
    }

    private record Way(String name, String colour, String text) {}

    private static final List<Way> WAYS = List.of(
            new Way("a", "#2a7ab9", "agent, pause"),
            new Way("b", "#c8752d", "agent, detach and attach"),
            new Way("c", "#8a8a8a", "bare script, one after another"));
    private static final int HEIGHT = 180;
    private static final int BAR = 22;
    private static final int GROUP = 92;
    private static final int LEFT = 50;
    private static final int TOP = 60;

    private final int[] inUse;
    private final Figures figures;

    BarChart(int[] inUse, Figures figures) {
        this.inUse = inUse.clone();
        this.figures = figures;
    }

    String svg() {
        int panel = LEFT + GROUP * inUse.length + 30;
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\" font-size=\"12\">%n"
                        + "<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n",
                2 * panel,
                TOP + HEIGHT + 50));
        int x = 10;
        for (Way way : WAYS) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<rect x=\"%d\" y=\"8\" width=\"12\" height=\"12\" fill=\"%s\"/><text x=\"%d\" y=\"19\">(%s) %s</text>%n",
                    x,
                    way.colour(),
                    x + 17,
                    way.name(),
                    way.text()));
            x += 220;
        }
        panel(svg, 0, "outage", "time without a VF, per binding");
        panel(svg, panel, "whole", "the whole operation");
        return svg.append("</svg>\n").toString();
    }

    private void panel(StringBuilder svg, int left, String what, String title) {
        double most = 1;
        for (int k : inUse) {
            for (Way way : WAYS) {
                most = Math.max(most, ratio(k, way, what));
            }
        }
        text(svg, left + LEFT, TOP - 12, title + ", relative to (c)");
        for (int i = 0; i < inUse.length; i++) {
            for (int w = 0; w < WAYS.size(); w++) {
                double ratio = ratio(inUse[i], WAYS.get(w), what);
                int height = (int) Math.round(HEIGHT * 0.92 * ratio / most);
                int x = left + LEFT + i * GROUP + w * (BAR + 4);
                svg.append(String.format(
                        Locale.ROOT,
                        "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>%n",
                        x,
                        TOP + HEIGHT - height,
                        BAR,
                        height,
                        WAYS.get(w).colour()));
                text(svg, x - 1, TOP + HEIGHT - height - 3, String.format(Locale.ROOT, "%.2f", ratio));
            }
            text(svg, left + LEFT + i * GROUP + 8, TOP + HEIGHT + 18, inUse[i] + " in use");
        }
    }

    private double ratio(int k, Way way, String what) {
        return figures.of(k, way.name(), what) / figures.of(k, "c", what);
    }

    private static void text(StringBuilder svg, int x, int y, String text) {
        svg.append(String.format(Locale.ROOT, "<text x=\"%d\" y=\"%d\">%s</text>%n", x, y, text));
    }
}
