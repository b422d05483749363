package org.svff.jconsole.view;

import java.awt.Color;
import java.awt.Font;
import javax.swing.UIManager;
import org.svff.jconsole.model.Health;
import org.svff.jconsole.model.VfState;

/**
 * Colours that fit JConsole's look, whichever it is: its own background and text, and one hue for each meaning, mixed with
 * them. Hues are of Okabe and Ito's set, which people who see fewer colours tell apart.
 */
record Palette(Color background, Color text, boolean dark) {
    private static final Color BLUE = new Color(0x00, 0x72, 0xb2);
    private static final Color GREEN = new Color(0x00, 0x80, 0x60);
    private static final Color AMBER = new Color(0xe6, 0x9f, 0x00);
    private static final Color RED = new Color(0xc8, 0x2d, 0x1f);
    private static final Color PURPLE = new Color(0x8e, 0x4a, 0x86);
    private static final Color GREY = new Color(0x70, 0x70, 0x70);

    /** Of the look and feel in force. */
    static Palette current() {
        Color background = colour("Table.background", Color.WHITE);
        Color text = colour("Table.foreground", Color.BLACK);
        return new Palette(background, text, brightness(background) < 110);
    }

    private static Color colour(String key, Color otherwise) {
        Color colour = UIManager.getColor(key);
        return colour == null ? otherwise : new Color(colour.getRGB());
    }

    private static int brightness(Color c) {
        return (c.getRed() * 299 + c.getGreen() * 587 + c.getBlue() * 114) / 1000;
    }

    static Font font() {
        Font font = UIManager.getFont("Label.font");
        return (font == null ? new Font(Font.DIALOG, Font.PLAIN, 12) : font).deriveFont(Font.PLAIN);
    }

    static Font smallFont() {
        Font font = font();
        return font.deriveFont(Math.max(9f, font.getSize2D() - 1.5f));
    }

    /** So much of the one, the rest of the other. */
    static Color mix(Color a, Color b, double share) {
        return new Color(
                (int) Math.round(a.getRed() * share + b.getRed() * (1 - share)),
                (int) Math.round(a.getGreen() * share + b.getGreen() * (1 - share)),
                (int) Math.round(a.getBlue() * share + b.getBlue() * (1 - share)));
    }

    private static Color hue(VfState state) {
        return switch (state) {
            case FREE, UNKNOWN, HOST -> GREY;
            case ATTACHED -> BLUE;
            case PAUSED -> AMBER;
            case FAILED -> RED;
            case FOREIGN -> PURPLE;
        };
    }

    /** Strong enough for a line or a glyph. */
    Color strong(VfState state) {
        return dark ? mix(hue(state), Color.WHITE, 0.65) : mix(hue(state), Color.BLACK, 0.85);
    }

    /** Weak enough for text upon it. */
    Color tint(VfState state) {
        double share = switch (state) {
            case FREE -> 0.0;
            case HOST, UNKNOWN -> 0.18;
            case FAILED -> 0.25;
            default -> 0.22;
        };
        return mix(hue(state), background, share);
    }

    /** Of the pattern upon the tint. */
    Color pattern(VfState state) {
        return mix(hue(state), tint(state), 0.45);
    }

    Color dim() {
        return mix(text, background, 0.62);
    }

    Color line() {
        return mix(text, background, 0.22);
    }

    Color of(Health.Level level) {
        return switch (level) {
            case GOOD -> GREEN;
            case BUSY -> BLUE;
            case LOOK -> AMBER;
            case BAD -> RED;
            case UNKNOWN -> GREY;
        };
    }

    /** Text upon {@link #of(Health.Level)}. */
    Color on(Health.Level level) {
        return level == Health.Level.LOOK ? Color.BLACK : Color.WHITE;
    }
}
