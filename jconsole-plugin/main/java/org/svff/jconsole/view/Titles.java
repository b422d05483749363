package org.svff.jconsole.view;

import java.awt.Font;
import javax.swing.BorderFactory;
import javax.swing.JLabel;

/** Headings of the tab's parts. */
final class Titles {
    private Titles() {}

    static JLabel of(String text) {
        JLabel label = new JLabel(text);
        label.setFont(Palette.font().deriveFont(Font.BOLD));
        label.setBorder(BorderFactory.createEmptyBorder(4, 4, 4, 4));
        return label;
    }
}
