package org.svff.jconsole.view;

import java.awt.Dimension;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.List;
import org.svff.jconsole.model.Host;
import org.svff.jconsole.model.VfState;

/** What the signs mean, and how many there are of each. */
final class Legend extends Drawn {
    private static final long serialVersionUID = 1L;

    private transient Host host = Host.NONE;

    Legend() {
        setToolTipText("What the signs of the VFs mean, and how many there are");
    }

    void show(Host next) {
        host = next;
        say("VFs: " + String.join(", ", words()));
        repaint();
    }

    private List<String> words() {
        List<String> words = new ArrayList<>();
        for (VfState state : states()) {
            words.add(host.count(state) + " " + state.words());
        }
        return words;
    }

    private List<VfState> states() {
        List<VfState> states = new ArrayList<>(List.of(VfState.values()));
        if (host.count(VfState.UNKNOWN) == 0) {
            states.remove(VfState.UNKNOWN);
        }
        return states;
    }

    @Override
    public Dimension getPreferredSize() {
        return new Dimension(300, getFontMetrics(Palette.font()).getHeight() + 8);
    }

    @Override
    protected void paintComponent(Graphics graphics) {
        Graphics2D g = Glyphs.smooth((Graphics2D) graphics.create());
        Palette palette = Palette.current();
        g.setFont(Palette.smallFont());
        FontMetrics metrics = g.getFontMetrics();
        int x = 8;
        List<VfState> states = states();
        List<String> words = words();
        for (int i = 0; i < states.size(); i++) {
            VfState state = states.get(i);
            Rectangle swatch = new Rectangle(x, 3, 18, getHeight() - 6);
            g.setColor(palette.tint(state));
            g.fill(swatch);
            g.setColor(palette.pattern(state));
            Glyphs.pattern(g, state, swatch);
            g.setColor(palette.strong(state));
            g.draw(new Rectangle(swatch.x, swatch.y, swatch.width - 1, swatch.height - 1));
            Glyphs.sign(g, state, x + 4, (getHeight() - 10) / 2.0, 10);
            x += 23;
            g.setColor(host.count(state) == 0 ? palette.dim() : palette.text());
            g.drawString(words.get(i), x, (getHeight() + metrics.getAscent() - metrics.getDescent()) / 2);
            x += metrics.stringWidth(words.get(i)) + 14;
        }
        g.dispose();
    }
}
