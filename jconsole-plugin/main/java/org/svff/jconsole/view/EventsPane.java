package org.svff.jconsole.view;

import java.awt.BorderLayout;
import java.awt.Component;
import java.awt.Dimension;
import java.awt.Font;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import javax.swing.AbstractListModel;
import javax.swing.BorderFactory;
import javax.swing.DefaultListCellRenderer;
import javax.swing.JLabel;
import javax.swing.JList;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.ListSelectionModel;
import org.svff.jconsole.model.Events;
import org.svff.jconsole.model.Happening;
import org.svff.jconsole.model.VfState;

/** The last events, newest first. */
final class EventsPane extends JPanel {
    private static final long serialVersionUID = 1L;
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    private final Model model = new Model();
    private final JList<Happening> list = new JList<>(model);

    EventsPane() {
        super(new BorderLayout());
        list.setSelectionMode(ListSelectionModel.SINGLE_SELECTION);
        list.setCellRenderer(new Renderer());
        list.setBackground(Palette.current().background());
        list.setFixedCellHeight(getFontMetrics(Palette.font()).getHeight() + 2);
        list.setFixedCellWidth(200);
        list.getAccessibleContext().setAccessibleName("Events, newest first");
        JScrollPane scroll = new JScrollPane(list);
        scroll.setPreferredSize(new Dimension(260, 100));
        add(Titles.of("Events"), BorderLayout.NORTH);
        add(scroll, BorderLayout.CENTER);
    }

    void show(Events events) {
        model.show(events.newest());
    }

    /** The list as it came: it is replaced as a whole. */
    private static final class Model extends AbstractListModel<Happening> {
        private static final long serialVersionUID = 1L;

        private transient List<Happening> events = List.of();

        void show(List<Happening> next) {
            if (next.equals(events)) {
                return;
            }
            int before = events.size();
            events = next;
            fireContentsChanged(this, 0, Math.max(before, next.size()));
        }

        @Override
        public int getSize() {
            return events.size();
        }

        @Override
        public Happening getElementAt(int index) {
            return events.get(index);
        }
    }

    private static final class Renderer extends DefaultListCellRenderer {
        private static final long serialVersionUID = 1L;

        @Override
        public Component getListCellRendererComponent(
                JList<?> list, Object value, int index, boolean selected, boolean focus) {
            Happening h = (Happening) value;
            String text = CLOCK.withZone(ZoneId.systemDefault()).format(h.at()) + "  " + h.message();
            JLabel label = (JLabel) super.getListCellRendererComponent(list, text, index, selected, focus);
            label.setBorder(BorderFactory.createEmptyBorder(0, 6, 0, 4));
            boolean link = h.type().equals(Happening.LINK);
            label.setFont(Palette.font().deriveFont(h.isBad() ? Font.BOLD : link ? Font.ITALIC : Font.PLAIN));
            if (h.isBad() && !selected) {
                label.setForeground(Palette.current().strong(VfState.FAILED));
            }
            label.setToolTipText(h.message());
            return label;
        }
    }
}
