package org.svff.jconsole.view;

import java.awt.BorderLayout;
import java.awt.Component;
import javax.swing.Box;
import javax.swing.JCheckBox;
import javax.swing.JComboBox;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JSlider;
import javax.swing.JSpinner;
import javax.swing.SpinnerNumberModel;
import org.jspecify.annotations.Nullable;
import org.svff.jconsole.model.Deed;
import org.svff.jconsole.model.Form;
import org.svff.jconsole.model.Words;

/** What is left to choose, on the screen. */
abstract class FormPane {
    private final JPanel panel = new JPanel(new BorderLayout(6, 4));

    /** @param onChange is called when the operator has chosen otherwise */
    static FormPane of(Form form, Runnable onChange) {
        if (form instanceof Form.Count count) {
            return new Counting(count, onChange);
        }
        if (form instanceof Form.Pick pick) {
            return new Picking(pick, onChange);
        }
        return new Settled((Form.Settled) form);
    }

    JPanel panel() {
        return panel;
    }

    /** What has been chosen; null when there is nothing to choose from. */
    abstract @Nullable Deed deed();

    /** Gives the first thing to choose the focus; false when there is none. */
    abstract boolean focus();

    final void setEnabled(boolean enabled) {
        enable(panel, enabled);
    }

    private static void enable(Component c, boolean enabled) {
        c.setEnabled(enabled);
        if (c instanceof java.awt.Container container) {
            for (Component child : container.getComponents()) {
                enable(child, enabled);
            }
        }
    }

    private static final class Settled extends FormPane {
        private final Form.Settled form;

        Settled(Form.Settled form) {
            this.form = form;
        }

        @Override
        Deed deed() {
            return form.deed();
        }

        @Override
        boolean focus() {
            return false;
        }
    }

    private static final class Picking extends FormPane {
        private final JComboBox<Form.Choice> box;

        Picking(Form.Pick form, Runnable onChange) {
            box = new JComboBox<>(form.choices().toArray(Form.Choice[]::new));
            box.setMaximumRowCount(12);
            box.getAccessibleContext().setAccessibleName("Choose the " + form.prompt());
            box.addActionListener(e -> onChange.run());
            JLabel label = new JLabel(form.prompt());
            label.setLabelFor(box);
            panel().add(label, BorderLayout.WEST);
            panel().add(box, BorderLayout.CENTER);
        }

        @Override
        @Nullable
        Deed deed() {
            return box.getSelectedItem() instanceof Form.Choice choice ? choice.deed() : null;
        }

        @Override
        boolean focus() {
            return box.requestFocusInWindow();
        }
    }

    /** A slider for the count, a field beside it for the exact figure, and what may be given up for it. */
    private static final class Counting extends FormPane {
        private final Form.Count form;
        private final JSlider slider;
        private final JCheckBox replug = new JCheckBox();
        private final JCheckBox bereft = new JCheckBox();

        Counting(Form.Count form, Runnable onChange) {
            this.form = form;
            int most = form.card().totalVfs();
            slider = new JSlider(0, most, Math.min(most, form.present()));
            slider.setMajorTickSpacing(Math.max(1, most / 4));
            slider.setPaintLabels(true);
            slider.setPaintTicks(true);
            slider.getAccessibleContext().setAccessibleName("Number of VFs");
            JSpinner field = new JSpinner(new SpinnerNumberModel(slider.getValue(), 0, most, 1));
            field.getAccessibleContext().setAccessibleName("Number of VFs");
            slider.addChangeListener(e -> {
                field.setValue(slider.getValue());
                labels();
                onChange.run();
            });
            field.addChangeListener(e -> slider.setValue((Integer) field.getValue()));
            replug.addActionListener(e -> onChange.run());
            bereft.addActionListener(e -> onChange.run());
            replug.setMnemonic('G');
            bereft.setMnemonic('S');
            panel().add(new JLabel("VFs, now " + form.present()), BorderLayout.NORTH);
            panel().add(slider, BorderLayout.CENTER);
            panel().add(field, BorderLayout.EAST);
            Box boxes = Box.createVerticalBox();
            boxes.add(replug);
            boxes.add(bereft);
            panel().add(boxes, BorderLayout.SOUTH);
            labels();
        }

        private void labels() {
            replug.setVisible(!form.seeing().isEmpty());
            replug.setEnabled(form.mayReplug());
            replug.setText("May replug " + Words.some(form.seeing(), 2)
                    + (form.mayReplug() ? " (guests see it)" : " (for administrators)"));
            replug.setToolTipText("These VMs cannot pause. Their guests see their device go and come back: "
                    + String.join(", ", form.seeing()));
            var without = form.bereft(slider.getValue());
            bereft.setVisible(!without.isEmpty());
            bereft.setText("May stay paused: " + Words.some(without, 2));
            bereft.setToolTipText("The VFs of these would no longer be there: " + String.join(", ", without));
        }

        @Override
        Deed deed() {
            return form.deed(
                    slider.getValue(),
                    replug.isVisible() && replug.isSelected(),
                    bereft.isVisible() && bereft.isSelected());
        }

        @Override
        boolean focus() {
            return slider.requestFocusInWindow();
        }
    }
}
