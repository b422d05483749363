package org.svff.jconsole.view;

import java.awt.BorderLayout;
import java.awt.Dimension;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import javax.swing.DefaultListModel;
import javax.swing.JLabel;
import javax.swing.JList;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.ListSelectionModel;
import org.svff.jconsole.model.OperationRun;
import org.svff.jconsole.model.Picture;

/** What runs, with its progress, and what ran last. */
final class OperationsPane extends JPanel {
    private static final long serialVersionUID = 1L;
    private static final int MOST = 50;

    private final DefaultListModel<OperationRow> model = new DefaultListModel<>();
    private final JList<OperationRow> list = new JList<>(model);
    private final JLabel title = Titles.of("Operations");

    OperationsPane() {
        super(new BorderLayout());
        list.setSelectionMode(ListSelectionModel.SINGLE_SELECTION);
        list.setCellRenderer(new OperationRow.Renderer());
        list.setBackground(Palette.current().background());
        list.getAccessibleContext().setAccessibleName("Operations");
        JScrollPane scroll = new JScrollPane(list);
        scroll.setPreferredSize(new Dimension(260, 120));
        add(title, BorderLayout.NORTH);
        add(scroll, BorderLayout.CENTER);
    }

    void show(Picture picture, Instant now) {
        List<OperationRun> runs = picture.operations().runs();
        int n = Math.min(MOST, runs.size());
        for (int i = 0; i < n; i++) {
            OperationRun run = runs.get(i);
            Duration shown = run.running() ? Duration.between(run.started(), now.plus(picture.ahead())) : run.took();
            OperationRow row = new OperationRow(run, shown);
            if (i >= model.size()) {
                model.addElement(row);
            } else if (!Objects.equals(model.get(i), row)) {
                model.set(i, row);
            }
        }
        if (model.size() > n) {
            model.removeRange(n, model.size() - 1);
        }
        int running = picture.operations().running().size();
        title.setText(running == 0 ? "Operations" : "Operations (" + running + " running)");
    }
}
