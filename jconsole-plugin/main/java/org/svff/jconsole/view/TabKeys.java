package org.svff.jconsole.view;

import java.awt.event.ActionEvent;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import javax.swing.AbstractAction;
import javax.swing.JComponent;
import javax.swing.JMenuItem;
import javax.swing.JPopupMenu;
import javax.swing.KeyStroke;
import org.svff.jconsole.model.Abilities;
import org.svff.jconsole.model.Act;

/** Acts on a VF from the strip itself: one letter, Enter or the menu key for the menu of all, or the right button. */
final class TabKeys {
    private TabKeys() {}

    static void install(SriovTab tab) {
        CardsView cards = tab.cards();
        for (Act act : Act.values()) {
            bind(cards, Character.toString(act.mnemonic()), () -> tab.begin(act));
        }
        Runnable menu = () -> menu(tab);
        bind(cards, "ENTER", menu);
        bind(cards, "CONTEXT_MENU", menu);
        bind(cards, "shift F10", menu);
        cards.addMouseListener(new MouseAdapter() {
            @Override
            public void mousePressed(MouseEvent e) {
                popup(e);
            }

            @Override
            public void mouseReleased(MouseEvent e) {
                popup(e);
            }

            private void popup(MouseEvent e) {
                if (e.isPopupTrigger()) {
                    menu(tab, e.getX(), e.getY());
                }
            }
        });
    }

    private static void bind(JComponent on, String key, Runnable action) {
        on.getInputMap(JComponent.WHEN_FOCUSED).put(KeyStroke.getKeyStroke(key), "svff-" + key);
        on.getActionMap().put("svff-" + key, new AbstractAction() {
            private static final long serialVersionUID = 1L;

            @Override
            public void actionPerformed(ActionEvent e) {
                action.run();
            }
        });
    }

    private static void menu(SriovTab tab) {
        CardsView cards = tab.cards();
        int index = cards.cardsLayout().indexOf(tab.selection());
        if (index >= 0) {
            var at = cards.cardsLayout().items().get(index).bounds();
            menu(tab, at.x + 12, at.y + at.height);
        }
    }

    private static void menu(SriovTab tab, int x, int y) {
        JPopupMenu menu = new JPopupMenu();
        for (Act act : Act.values()) {
            JMenuItem item = new JMenuItem(act.label() + "\u2026", act.mnemonic());
            item.setEnabled(Abilities.of(act, tab.selection(), tab.picture()).possible());
            item.addActionListener(e -> tab.begin(act));
            menu.add(item);
        }
        menu.show(tab.cards(), x, y);
    }
}
