package org.svff.jconsole.view;

import java.awt.BorderLayout;
import java.awt.CardLayout;
import java.awt.Dimension;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import javax.swing.BorderFactory;
import javax.swing.JComponent;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JSplitPane;
import javax.swing.SwingUtilities;
import javax.swing.Timer;
import org.svff.jconsole.model.Abilities;
import org.svff.jconsole.model.Act;
import org.svff.jconsole.model.Deed;
import org.svff.jconsole.model.Forms;
import org.svff.jconsole.model.Picture;
import org.svff.jconsole.model.Plan;
import org.svff.jconsole.model.Report;
import org.svff.jconsole.model.Selection;

/** The tab: puts its parts together, and hands each new picture to them. */
public final class SriovTab extends JPanel {
    private static final long serialVersionUID = 1L;
    private static final String DETAIL = "detail";
    private static final String DEED = "deed";

    private final transient Clock clock;
    private final HeadlinePane headline = new HeadlinePane();
    private final CardsView cards = new CardsView(this::select);
    private final Legend legend = new Legend();
    private final VmsPane vms = new VmsPane(this::select);
    private final DetailPane detail = new DetailPane(this::begin);
    private final DeedPane deed;
    private final OperationsPane operations = new OperationsPane();
    private final EventsPane events = new EventsPane();
    private final TrendChart chart;
    private final CardLayout sides = new CardLayout();
    private final JPanel side = new JPanel(sides);
    private final Timer ticks = new Timer(1000, e -> tick());
    private transient Picture picture;
    private transient Selection selection = new Selection.None();
    private int quietTicks;

    /**
     * @param planner asks the agent what a deed would do; must not block
     * @param runner has the agent do it; must not block
     */
    public SriovTab(
            Picture first,
            Function<Deed, CompletableFuture<Plan>> planner,
            Function<Deed, CompletableFuture<Report>> runner,
            Clock clock) {
        super(new BorderLayout());
        this.clock = clock;
        this.picture = first;
        this.chart = new TrendChart(first);
        this.deed = new DeedPane(planner, runner, this::closeDeed);
        side.add(detail, DETAIL);
        side.add(deed, DEED);
        side.setMinimumSize(new Dimension(300, 200));
        side.setPreferredSize(new Dimension(340, 330));
        add(headline, BorderLayout.NORTH);
        add(split(JSplitPane.VERTICAL_SPLIT, upper(), lower(), 0.62), BorderLayout.CENTER);
        TabKeys.install(this);
        show(first);
    }

    private JComponent upper() {
        JPanel strips = new JPanel(new BorderLayout());
        JScrollPane scroll = new JScrollPane(cards);
        scroll.setHorizontalScrollBarPolicy(JScrollPane.HORIZONTAL_SCROLLBAR_NEVER);
        strips.add(scroll, BorderLayout.CENTER);
        strips.add(legend, BorderLayout.SOUTH);
        strips.setMinimumSize(new Dimension(260, 120));
        return split(JSplitPane.HORIZONTAL_SPLIT, strips, side, 1.0);
    }

    private JComponent lower() {
        JPanel runs = new JPanel(new BorderLayout());
        runs.add(operations, BorderLayout.CENTER);
        JPanel right = new JPanel(new BorderLayout());
        right.add(events, BorderLayout.CENTER);
        JPanel trend = new JPanel(new BorderLayout());
        trend.add(Titles.of("Outages and operations"), BorderLayout.NORTH);
        trend.add(chart, BorderLayout.CENTER);
        right.add(trend, BorderLayout.SOUTH);
        runs.setMinimumSize(new Dimension(150, 80));
        right.setMinimumSize(new Dimension(150, 80));
        vms.setMinimumSize(new Dimension(150, 80));
        vms.setPreferredSize(new Dimension(330, 235));
        JComponent rest = split(JSplitPane.HORIZONTAL_SPLIT, runs, right, 0.5);
        return split(JSplitPane.HORIZONTAL_SPLIT, vms, rest, 0.34);
    }

    private static JSplitPane split(int orientation, JComponent a, JComponent b, double weight) {
        JSplitPane pane = new JSplitPane(orientation, true, a, b);
        pane.setResizeWeight(weight);
        pane.setBorder(BorderFactory.createEmptyBorder());
        pane.setFocusable(false);
        return pane;
    }

    @Override
    public void addNotify() {
        super.addNotify();
        ticks.start();
    }

    @Override
    public void removeNotify() {
        ticks.stop();
        super.removeNotify();
    }

    /** Shows another picture. On Swing's thread. */
    public void show(Picture next) {
        picture = next;
        Selection still =
                selection instanceof Selection.None ? Selection.first(next.host()) : selection.in(next.host());
        boolean moved = !still.equals(selection);
        selection = still;
        Instant now = clock.instant();
        headline.show(next, now);
        cards.show(next.host(), !next.link().live());
        if (moved) {
            cards.select(still);
        }
        legend.show(next.host());
        vms.show(next.host(), still);
        detail.show(next, still);
        operations.show(next, now);
        events.show(next.events());
        chart.show(next, now);
    }

    /** Puts the keyboard into the strips of VFs. */
    public void begin() {
        cards.requestFocusInWindow();
    }

    /** What lasts grows longer, and the chart moves on. */
    private void tick() {
        boolean lasting = !picture.operations().running().isEmpty()
                || picture.host().bindings().stream()
                        .anyMatch(b -> b.pausedSince().isPresent());
        Instant now = clock.instant();
        if (lasting) {
            headline.show(picture, now);
            operations.show(picture, now);
        }
        quietTicks++;
        if (lasting || quietTicks >= 10) {
            quietTicks = 0;
            chart.show(picture, now);
        }
    }

    void select(Selection next) {
        selection = next;
        cards.select(next);
        vms.select(next);
        detail.show(picture, next);
        sides.show(side, DETAIL);
    }

    /** Begins an act on what is selected, where that is possible. */
    void begin(Act act) {
        if (Abilities.of(act, selection, picture).possible()) {
            deed.begin(Forms.of(act, selection, picture));
            sides.show(side, DEED);
        }
    }

    private void closeDeed() {
        sides.show(side, DETAIL);
        SwingUtilities.invokeLater(cards::requestFocusInWindow);
    }

    CardsView cards() {
        return cards;
    }

    Picture picture() {
        return picture;
    }

    Selection selection() {
        return selection;
    }
}
