package org.svff.jconsole.view;

import java.awt.Color;
import java.awt.Dimension;
import java.awt.Font;
import javax.swing.JTextArea;
import javax.swing.SwingUtilities;

/** A label that goes on in the next line where it is too long. It can be marked with the mouse, and copied. */
final class Wrapped extends JTextArea {
    private static final long serialVersionUID = 1L;
    private static final int LEAST = 60;

    Wrapped(Font font) {
        setFont(font);
        setEditable(false);
        setLineWrap(true);
        setWrapStyleWord(true);
        setOpaque(false);
        setFocusTraversalKeysEnabled(true);
        setBorder(null);
        setForeground(Palette.current().text());
    }

    /** Whoever goes by keyboard need not stop here. */
    @Override
    public boolean isFocusable() {
        return false;
    }

    void show(String words, Color colour) {
        if (!words.equals(getText())) {
            setText(words);
            setToolTipText(words);
            getAccessibleContext().setAccessibleName(words);
        }
        setForeground(colour);
    }

    @Override
    public Dimension getPreferredSize() {
        return new Dimension(LEAST, super.getPreferredSize().height);
    }

    @Override
    public Dimension getMinimumSize() {
        return getPreferredSize();
    }

    /** How high it is follows from how wide it is: with another width all is laid out once more. */
    @Override
    public void setBounds(int x, int y, int width, int height) {
        boolean other = width != getWidth();
        super.setBounds(x, y, width, height);
        if (other) {
            SwingUtilities.invokeLater(this::revalidate);
        }
    }
}
