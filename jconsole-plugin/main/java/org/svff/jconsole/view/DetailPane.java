package org.svff.jconsole.view;

import java.awt.BorderLayout;
import java.awt.Font;
import java.awt.GridBagConstraints;
import java.awt.GridBagLayout;
import java.awt.Insets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JLabel;
import javax.swing.JPanel;
import org.svff.jconsole.model.Abilities;
import org.svff.jconsole.model.Ability;
import org.svff.jconsole.model.Act;
import org.svff.jconsole.model.Facts;
import org.svff.jconsole.model.Picture;
import org.svff.jconsole.model.Selection;

/** What is selected, and what can be done with it; what cannot be is grey, and says why. */
final class DetailPane extends JPanel {
    private static final long serialVersionUID = 1L;

    private final JLabel title = new JLabel();
    private final JPanel facts = new JPanel(new GridBagLayout());
    private final transient Map<Act, JButton> buttons = new EnumMap<>(Act.class);
    private final transient Map<Act, Wrapped> reasons = new EnumMap<>(Act.class);
    private transient Facts shown = new Facts("", List.of());

    DetailPane(Consumer<Act> onAct) {
        super(new BorderLayout(0, 6));
        setBorder(BorderFactory.createEmptyBorder(6, 8, 6, 8));
        Font font = Palette.font();
        title.setFont(font.deriveFont(Font.BOLD, font.getSize2D() + 2));
        add(title, BorderLayout.NORTH);
        JPanel top = new JPanel(new BorderLayout());
        top.add(facts, BorderLayout.NORTH);
        add(top, BorderLayout.CENTER);
        add(actions(onAct), BorderLayout.SOUTH);
    }

    private JPanel actions(Consumer<Act> onAct) {
        JPanel panel = new JPanel(new GridBagLayout());
        int row = 0;
        for (Act act : Act.values()) {
            JButton button = new JButton(act.label() + "\u2026");
            button.setMnemonic(act.mnemonic());
            button.addActionListener(e -> onAct.accept(act));
            button.setMargin(new Insets(2, 8, 2, 8));
            Wrapped reason = new Wrapped(Palette.smallFont());
            buttons.put(act, button);
            reasons.put(act, reason);
            panel.add(button, at(0, row, 0));
            GridBagConstraints beside = at(1, row, 1);
            beside.insets = new Insets(6, 8, 1, 0); // on a line with the button's label
            panel.add(reason, beside);
            row++;
        }
        return panel;
    }

    private static GridBagConstraints at(int column, int row, double weight) {
        GridBagConstraints c = new GridBagConstraints();
        c.gridx = column;
        c.gridy = row;
        c.weightx = weight;
        c.fill = GridBagConstraints.HORIZONTAL;
        c.anchor = GridBagConstraints.NORTHWEST;
        c.insets = new Insets(1, column == 0 ? 0 : 8, 1, 0);
        return c;
    }

    void show(Picture picture, Selection selection) {
        Facts next = Facts.of(selection, picture.host());
        if (!next.equals(shown)) {
            shown = next;
            fill(next);
        }
        for (Act act : Act.values()) {
            Ability ability = Abilities.of(act, selection, picture);
            String words = ability.possible() ? act.effect() : ability.reason();
            JButton button = buttons.get(act);
            Wrapped reason = reasons.get(act);
            if (button != null && reason != null) {
                button.setEnabled(ability.possible());
                button.getAccessibleContext().setAccessibleDescription(words);
                button.setToolTipText(words);
                Palette palette = Palette.current();
                reason.show(words, ability.possible() ? palette.text() : palette.dim());
            }
        }
    }

    private void fill(Facts next) {
        title.setText(next.title());
        facts.removeAll();
        int row = 0;
        for (Facts.Fact fact : next.facts()) {
            JLabel name = new JLabel(fact.name());
            name.setFont(Palette.font());
            name.setForeground(Palette.current().dim());
            Wrapped value = new Wrapped(Palette.font());
            value.show(fact.value(), Palette.current().text());
            value.getAccessibleContext().setAccessibleName(fact.name() + ": " + fact.value());
            facts.add(name, at(0, row, 0));
            facts.add(value, at(1, row, 1));
            row++;
        }
        facts.revalidate();
        facts.repaint();
    }

    JButton button(Act act) {
        return java.util.Objects.requireNonNull(buttons.get(act));
    }
}
