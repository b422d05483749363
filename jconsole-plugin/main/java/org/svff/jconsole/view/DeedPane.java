package org.svff.jconsole.view;

import java.awt.BorderLayout;
import java.awt.Color;
import java.awt.FlowLayout;
import java.awt.Font;
import java.awt.event.ActionEvent;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Function;
import javax.swing.AbstractAction;
import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JTextArea;
import javax.swing.KeyStroke;
import javax.swing.SwingUtilities;
import javax.swing.Timer;
import org.jspecify.annotations.Nullable;
import org.svff.jconsole.link.Wrong;
import org.svff.jconsole.model.Deed;
import org.svff.jconsole.model.Form;
import org.svff.jconsole.model.Plan;
import org.svff.jconsole.model.Report;
import org.svff.jconsole.model.VfState;

/** An act before it is done: what is left to choose, the agent's plan, and the button that has it done. */
final class DeedPane extends JPanel {
    private static final long serialVersionUID = 1L;
    private static final int QUIET_MILLIS = 150;

    private final transient Function<Deed, CompletableFuture<Plan>> planner;
    private final transient Function<Deed, CompletableFuture<Report>> runner;
    private final JLabel title = new JLabel();
    private final JLabel status = new JLabel();
    private final JTextArea text = new JTextArea();
    private final JButton run = new JButton("Run this plan");
    private final JButton close = new JButton("Close");
    private final Timer quiet = new Timer(QUIET_MILLIS, e -> ask());
    private transient FormPane form =
            FormPane.of(new Form.Pick(org.svff.jconsole.model.Act.ATTACH, "", "", java.util.List.of()), () -> {});

    private transient @Nullable Deed wanted;
    private transient @Nullable Deed planned;
    private boolean asking;
    private boolean running;
    private boolean formTakesFocus;

    DeedPane(
            Function<Deed, CompletableFuture<Plan>> planner,
            Function<Deed, CompletableFuture<Report>> runner,
            Runnable onClose) {
        super(new BorderLayout(0, 6));
        this.planner = planner;
        this.runner = runner;
        setBorder(BorderFactory.createEmptyBorder(6, 8, 6, 8));
        Font font = Palette.font();
        title.setFont(font.deriveFont(Font.BOLD, font.getSize2D() + 2));
        status.setFont(font);
        text.setEditable(false);
        text.setLineWrap(true);
        text.setWrapStyleWord(true);
        text.setFont(font);
        text.setBorder(BorderFactory.createEmptyBorder(4, 6, 4, 6));
        text.getAccessibleContext().setAccessibleName("Plan");
        // Tab goes on to the buttons: nothing is written here.
        text.setFocusTraversalKeys(java.awt.KeyboardFocusManager.FORWARD_TRAVERSAL_KEYS, null);
        text.setFocusTraversalKeys(java.awt.KeyboardFocusManager.BACKWARD_TRAVERSAL_KEYS, null);
        run.setMnemonic('U');
        close.setMnemonic('L');
        run.addActionListener(e -> go());
        close.addActionListener(e -> onClose.run());
        quiet.setRepeats(false);
        JPanel buttons = new JPanel(new FlowLayout(FlowLayout.TRAILING, 6, 0));
        buttons.add(run);
        buttons.add(close);
        JPanel south = new JPanel(new BorderLayout(0, 4));
        south.add(status, BorderLayout.NORTH);
        south.add(buttons, BorderLayout.SOUTH);
        add(title, BorderLayout.NORTH);
        add(new JScrollPane(text), BorderLayout.CENTER);
        add(south, BorderLayout.SOUTH);
        getInputMap(WHEN_ANCESTOR_OF_FOCUSED_COMPONENT).put(KeyStroke.getKeyStroke("ESCAPE"), "close");
        getActionMap().put("close", new AbstractAction() {
            private static final long serialVersionUID = 1L;

            @Override
            public void actionPerformed(ActionEvent e) {
                onClose.run();
            }
        });
    }

    /** Begins with a form; its plan is asked for at once. */
    void begin(Form next) {
        remove(form.panel());
        removeNorth();
        form = FormPane.of(next, quiet::restart);
        title.setText(next.title());
        JPanel north = new JPanel(new BorderLayout(0, 4));
        north.setName("north");
        north.add(title, BorderLayout.NORTH);
        north.add(form.panel(), BorderLayout.CENTER);
        add(north, BorderLayout.NORTH);
        planned = null;
        running = false;
        form.setEnabled(true);
        close.setText("Close");
        text.setText("");
        say("Asking the agent for its plan\u2026", false);
        revalidate();
        repaint();
        ask();
        SwingUtilities.invokeLater(() -> {
            formTakesFocus = form.focus();
            if (!formTakesFocus) {
                run.requestFocusInWindow();
            }
        });
    }

    private void removeNorth() {
        for (java.awt.Component c : getComponents()) {
            if (c.equals(title) || "north".equals(c.getName())) {
                remove(c);
            }
        }
    }

    /** Asks for the plan of what is chosen now; one question at a time, and of those that pile up the last alone. */
    private void ask() {
        wanted = form.deed();
        planned = null;
        run.setEnabled(false);
        if (asking) {
            return;
        }
        Deed deed = wanted;
        if (deed == null) {
            say("There is nothing to choose from.", true);
            return;
        }
        asking = true;
        later(planner.apply(deed), (plan, error) -> {
            asking = false;
            if (!deed.equals(wanted)) {
                ask();
            } else if (!running) {
                show(deed, plan, error);
            }
        });
    }

    private void show(Deed deed, @Nullable Plan plan, @Nullable Throwable error) {
        if (plan == null) {
            text.setText(error == null ? "" : sentence(Wrong.words(error)));
            say("Not possible: see above. Nothing has been touched.", true);
        } else {
            planned = deed;
            text.setText(PlanText.of(plan));
            say(plan.changes() == 0 ? " " : "Nothing is touched yet. Alt+U runs this plan.", false);
        }
        text.setCaretPosition(0);
        run.setEnabled(plan != null && plan.changes() > 0);
        if (run.isEnabled() && !formTakesFocus && isShowing()) { // a quick plan must not take it from the form
            run.requestFocusInWindow();
        }
    }

    private static String sentence(String words) {
        return words.replaceFirst("^REFUSED: ", "");
    }

    private void go() {
        Deed deed = planned;
        if (deed == null || running) {
            return;
        }
        running = true;
        run.setEnabled(false);
        form.setEnabled(false);
        say("Running: see Operations, below.", false);
        later(runner.apply(deed), (report, error) -> {
            if (!deed.equals(planned)) {
                return; // another form is shown by now; the operations and events tell
            }
            running = false;
            planned = null;
            text.setText(report == null ? (error == null ? "" : Wrong.words(error)) : PlanText.of(report));
            text.setCaretPosition(0);
            say(
                    report == null ? "Not done: see above." : report.running() ? "Still running." : "Done.",
                    report == null);
            close.requestFocusInWindow();
        });
    }

    private void say(String words, boolean bad) {
        status.setText(words);
        Color normal = getForeground();
        status.setForeground(bad ? Palette.current().strong(VfState.FAILED) : normal);
        status.getAccessibleContext().setAccessibleName("Status: " + words);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what comes of it is told on Swing's thread
    private static <T> void later(CompletableFuture<T> future, BiConsumer<@Nullable T, @Nullable Throwable> then) {
        future.whenCompleteAsync(then, SwingUtilities::invokeLater);
    }
}
