package org.svff.jconsole.view;

import java.awt.BasicStroke;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.event.FocusAdapter;
import java.awt.event.FocusEvent;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.Optional;
import java.util.function.Consumer;
import javax.accessibility.Accessible;
import javax.accessibility.AccessibleContext;
import javax.accessibility.AccessibleRole;
import javax.swing.JComponent;
import javax.swing.Scrollable;
import javax.swing.ToolTipManager;
import org.jspecify.annotations.Nullable;
import org.svff.jconsole.model.Host;
import org.svff.jconsole.model.Selection;
import org.svff.jconsole.model.Vf;
import org.svff.jconsole.model.Words;

/** All cards, each as a strip of its VFs. Only what has changed is drawn anew. */
final class CardsView extends JComponent implements Scrollable, Accessible {
    private static final long serialVersionUID = 1L;

    private final transient Consumer<Selection> onSelect;
    private transient Host host = Host.NONE;
    private transient CardsLayout layout = CardsLayout.of(Host.NONE, 400, 16);
    private transient Selection selection = new Selection.None();
    private transient CellPainter painter = new CellPainter(Palette.current());
    private boolean old = true;

    CardsView(Consumer<Selection> onSelect) {
        this.onSelect = onSelect;
        setFocusable(true);
        setOpaque(true);
        setBackground(Palette.current().background());
        getAccessibleContext().setAccessibleName("Cards and their VFs");
        ToolTipManager.sharedInstance().registerComponent(this);
        CardsKeys.install(this);
        addMouseListener(new MouseAdapter() {
            @Override
            public void mousePressed(MouseEvent e) {
                requestFocusInWindow();
                layout.at(e.getX(), e.getY()).ifPresent(item -> choose(item.selection()));
            }
        });
        addFocusListener(new FocusAdapter() {
            @Override
            public void focusGained(FocusEvent e) {
                if (layout.indexOf(selection) < 0 && !layout.items().isEmpty()) {
                    choose(layout.items().get(0).selection());
                }
                repaint();
            }

            @Override
            public void focusLost(FocusEvent e) {
                repaint();
            }
        });
    }

    @Override
    public void updateUI() {
        painter = new CellPainter(Palette.current());
        setBackground(Palette.current().background());
    }

    /** @param isOld whether the agent does not answer now */
    void show(Host next, boolean isOld) {
        boolean wasOld = old;
        host = next;
        old = isOld;
        CardsLayout was = layout;
        layout = CardsLayout.of(host, width(), lineHeight());
        boolean sameShape = was.size().equals(layout.size())
                && was.items().size() == layout.items().size();
        if (!sameShape || wasOld != isOld) {
            revalidate();
            repaint();
            return;
        }
        for (int i = 0; i < layout.items().size(); i++) {
            CardsLayout.Item a = was.items().get(i);
            CardsLayout.Item b = layout.items().get(i);
            boolean same = a.vf().isPresent() ? a.vf().equals(b.vf()) : a.card().equals(b.card());
            if (!same || !a.bounds().equals(b.bounds())) {
                repaint(b.bounds());
            }
        }
    }

    private int width() {
        return getWidth() > 0 ? getWidth() : 600;
    }

    @Override
    public void setBounds(int x, int y, int width, int height) {
        super.setBounds(x, y, width, height);
        layOut();
    }

    private int lineHeight() {
        return getFontMetrics(Palette.font()).getHeight();
    }

    /** Rows are as long as the component is wide. */
    private void layOut() {
        CardsLayout next = CardsLayout.of(host, width(), lineHeight());
        if (!next.size().equals(layout.size())) {
            layout = next;
            revalidate();
            repaint();
        }
    }

    CardsLayout cardsLayout() {
        return layout;
    }

    Selection selection() {
        return selection;
    }

    /** Shows another selection, without telling anybody. */
    void select(Selection next) {
        if (next.equals(selection)) {
            return;
        }
        selection = next;
        int index = layout.indexOf(next);
        if (index >= 0) {
            Rectangle area = new Rectangle(layout.items().get(index).bounds());
            area.grow(4, 4);
            scrollRectToVisible(area);
        }
        getAccessibleContext()
                .firePropertyChange(
                        AccessibleContext.ACCESSIBLE_ACTIVE_DESCENDANT_PROPERTY,
                        null,
                        index < 0 ? null : getAccessibleContext().getAccessibleChild(index));
        repaint();
    }

    /** The operator has chosen. */
    void choose(Selection next) {
        select(next);
        onSelect.accept(next);
    }

    @Override
    protected void paintComponent(Graphics graphics) {
        Graphics2D g = Glyphs.smooth((Graphics2D) graphics.create());
        g.setColor(getBackground());
        Rectangle clip = Optional.ofNullable(g.getClipBounds()).orElse(new Rectangle(getSize()));
        g.fill(clip);
        for (CardsLayout.Item item : layout.items()) {
            if (!item.bounds().intersects(clip)) {
                continue;
            }
            if (item.vf().isPresent()) {
                painter.cell(g, item.bounds(), item.vf().get(), item.compact(), old);
            } else {
                painter.heading(g, item.bounds(), item.card());
            }
            mark(g, item);
        }
        g.dispose();
    }

    /** A thick frame for what is selected, a thinner one for what belongs to it. */
    private void mark(Graphics2D g, CardsLayout.Item item) {
        boolean selected = item.selection().equals(selection);
        boolean related = selection instanceof Selection.OfVm vm
                && item.vf().filter(vf -> vf.vm().equals(vm.vm())).isPresent();
        if (!selected && !related) {
            return;
        }
        Rectangle b = item.bounds();
        g.setColor(Palette.current().text());
        g.setStroke(new BasicStroke(selected && hasFocus() ? 3f : 2f));
        g.drawRoundRect(b.x, b.y, b.width - 1, b.height - 1, 6, 6);
        g.setStroke(new BasicStroke(1f));
    }

    @Override
    public @Nullable String getToolTipText(MouseEvent e) {
        return layout.at(e.getX(), e.getY()).map(CardsView::spoken).orElse(null);
    }

    static String spoken(CardsLayout.Item item) {
        return item.vf()
                .map(Vf::spoken)
                .orElseGet(() -> "Card " + item.card().address() + ", "
                        + item.card().vfs().size() + " of "
                        + Words.count(item.card().totalVfs(), "VF") + ": " + Words.counts(item.card()));
    }

    @Override
    public Dimension getPreferredSize() {
        return new Dimension(400, layout.size().height);
    }

    @Override
    public Dimension getPreferredScrollableViewportSize() {
        return new Dimension(400, 330);
    }

    @Override
    public int getScrollableUnitIncrement(Rectangle visible, int orientation, int direction) {
        return lineHeight() * 2;
    }

    @Override
    public int getScrollableBlockIncrement(Rectangle visible, int orientation, int direction) {
        return visible.height - lineHeight() * 2;
    }

    @Override
    public boolean getScrollableTracksViewportWidth() {
        return true;
    }

    @Override
    public boolean getScrollableTracksViewportHeight() {
        return getParent() != null && getParent().getHeight() > getPreferredSize().height;
    }

    @Override
    public AccessibleContext getAccessibleContext() {
        if (accessibleContext == null) {
            accessibleContext = new Spoken();
        }
        return accessibleContext;
    }

    /** Each heading and each VF is a child that can be read out. */
    private final class Spoken extends AccessibleJComponent {
        private static final long serialVersionUID = 1L;

        @Override
        public AccessibleRole getAccessibleRole() {
            return AccessibleRole.LIST;
        }

        @Override
        public int getAccessibleChildrenCount() {
            return layout.items().size();
        }

        @Override
        public @Nullable Accessible getAccessibleChild(int i) {
            return i < layout.items().size() ? new SpokenItem(CardsView.this, i) : null;
        }

        @Override
        public @Nullable Accessible getAccessibleAt(Point p) {
            for (int i = 0; i < layout.items().size(); i++) {
                if (layout.items().get(i).bounds().contains(p)) {
                    return new SpokenItem(CardsView.this, i);
                }
            }
            return null;
        }
    }
}
