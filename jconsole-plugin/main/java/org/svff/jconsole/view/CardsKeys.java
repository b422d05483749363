package org.svff.jconsole.view;

import java.awt.event.ActionEvent;
import java.util.function.IntUnaryOperator;
import javax.swing.AbstractAction;
import javax.swing.JComponent;
import javax.swing.KeyStroke;

/** The keys that go from VF to VF. */
final class CardsKeys {
    private CardsKeys() {}

    static void install(CardsView view) {
        bind(view, "LEFT", i -> i - 1);
        bind(view, "RIGHT", i -> i + 1);
        bind(view, "UP", i -> i < 0 ? i : view.cardsLayout().vertical(i, -1));
        bind(view, "DOWN", i -> i < 0 ? i : view.cardsLayout().vertical(i, 1));
        bind(view, "HOME", i -> 0);
        bind(view, "END", i -> Integer.MAX_VALUE);
        bind(view, "PAGE_UP", i -> heading(view, i, -1));
        bind(view, "PAGE_DOWN", i -> heading(view, i, 1));
    }

    /** The heading of the next card, or of the one before. */
    private static int heading(CardsView view, int from, int direction) {
        for (int i = from + direction; i >= 0 && i < view.cardsLayout().items().size(); i += direction) {
            if (view.cardsLayout().items().get(i).vf().isEmpty()) {
                return i;
            }
        }
        return Math.max(0, from);
    }

    private static void bind(CardsView view, String key, IntUnaryOperator next) {
        view.getInputMap(JComponent.WHEN_FOCUSED).put(KeyStroke.getKeyStroke(key), "svff-" + key);
        view.getActionMap().put("svff-" + key, new AbstractAction() {
            private static final long serialVersionUID = 1L;

            @Override
            public void actionPerformed(ActionEvent e) {
                int size = view.cardsLayout().items().size();
                if (size > 0) {
                    int wanted = next.applyAsInt(view.cardsLayout().indexOf(view.selection()));
                    int index = Math.max(0, Math.min(size - 1, wanted));
                    view.choose(view.cardsLayout().items().get(index).selection());
                }
            }
        });
    }
}
