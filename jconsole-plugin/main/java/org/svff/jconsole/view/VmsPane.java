package org.svff.jconsole.view;

import java.awt.BorderLayout;
import java.awt.Component;
import java.awt.Font;
import java.util.function.Consumer;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JTable;
import javax.swing.KeyStroke;
import javax.swing.ListSelectionModel;
import javax.swing.table.DefaultTableCellRenderer;
import org.svff.jconsole.model.Host;
import org.svff.jconsole.model.Selection;
import org.svff.jconsole.model.VfState;

/** The VMs, what they have, and how many they may have. */
final class VmsPane extends JPanel {
    private static final long serialVersionUID = 1L;

    private final VmsModel model = new VmsModel();
    private final JTable table = new JTable(model);
    private final JLabel title = Titles.of("VMs");
    private boolean quiet;

    VmsPane(Consumer<Selection> onSelect) {
        super(new BorderLayout());
        table.setSelectionMode(ListSelectionModel.SINGLE_SELECTION);
        table.setFillsViewportHeight(true);
        table.setShowGrid(false);
        table.setRowHeight(getFontMetrics(Palette.font()).getHeight() + 4);
        table.setAutoResizeMode(JTable.AUTO_RESIZE_LAST_COLUMN);
        table.setDefaultRenderer(Object.class, new Renderer());
        table.getAccessibleContext().setAccessibleName("VMs");
        int[] widths = {72, 124, 40, 190};
        int[] least = {66, 112, 36, 40};
        for (int i = 0; i < widths.length; i++) {
            table.getColumnModel().getColumn(i).setPreferredWidth(widths[i]);
            table.getColumnModel().getColumn(i).setMinWidth(least[i]);
        }
        // Tab leaves the table, as it leaves every other part of the tab.
        table.getInputMap(JComponent.WHEN_ANCESTOR_OF_FOCUSED_COMPONENT).put(KeyStroke.getKeyStroke("TAB"), "none");
        table.getInputMap(JComponent.WHEN_ANCESTOR_OF_FOCUSED_COMPONENT)
                .put(KeyStroke.getKeyStroke("shift TAB"), "none");
        table.getSelectionModel().addListSelectionListener(e -> {
            int row = table.getSelectedRow();
            if (!quiet && !e.getValueIsAdjusting() && row >= 0) {
                onSelect.accept(new Selection.OfVm(model.row(row).vm().name()));
            }
        });
        add(title, BorderLayout.NORTH);
        add(new JScrollPane(table), BorderLayout.CENTER);
    }

    void show(Host host, Selection selection) {
        quiet = true;
        model.show(host);
        title.setText("VMs (" + host.vms().size() + ")");
        mark(selection);
        quiet = false;
    }

    void select(Selection selection) {
        quiet = true;
        mark(selection);
        quiet = false;
    }

    private void mark(Selection selection) {
        int row = selection instanceof Selection.OfVm vm ? model.indexOf(vm.vm()) : -1;
        if (row < 0) {
            table.clearSelection();
        } else if (table.getSelectedRow() != row) {
            table.setRowSelectionInterval(row, row);
            table.scrollRectToVisible(table.getCellRect(row, 0, true));
        }
    }

    JTable table() {
        return table;
    }

    /** Bold where something is wrong, aligned by kind. */
    private final class Renderer extends DefaultTableCellRenderer {
        private static final long serialVersionUID = 1L;

        @Override
        public Component getTableCellRendererComponent(
                JTable t, Object value, boolean selected, boolean focus, int row, int column) {
            JLabel label = (JLabel) super.getTableCellRendererComponent(t, value, selected, focus, row, column);
            VmsModel.Row vm = model.row(row);
            boolean bad = vm.bad()
                    && (column == 0 || column == 3 || (column == 1 && !vm.vm().reachable()));
            label.setFont(bad ? Palette.font().deriveFont(Font.BOLD) : Palette.font());
            if (!selected) {
                label.setForeground(
                        bad
                                ? Palette.current().strong(VfState.FAILED)
                                : Palette.current().text());
            }
            String note = vm.vm().note();
            label.setToolTipText(vm.vm().name() + ": QEMU " + vm.vm().qemu() + (note.isEmpty() ? "" : "; " + note)
                    + (vm.which().isEmpty() ? "" : "; " + vm.which())
                    + (vm.vm().quotas().isEmpty()
                            ? ""
                            : "; " + String.join("; ", vm.vm().quotas())));
            return label;
        }
    }
}
