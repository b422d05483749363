package org.svff.jconsole.view;

import java.awt.Color;
import java.awt.Cursor;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.event.FocusListener;
import java.util.Locale;
import javax.accessibility.Accessible;
import javax.accessibility.AccessibleComponent;
import javax.accessibility.AccessibleContext;
import javax.accessibility.AccessibleRole;
import javax.accessibility.AccessibleState;
import javax.accessibility.AccessibleStateSet;
import org.jspecify.annotations.Nullable;

/** A heading or a VF of {@link CardsView}, as a screen reader finds it. */
final class SpokenItem extends AccessibleContext implements Accessible, AccessibleComponent {
    private final CardsView view;
    private final int index;

    SpokenItem(CardsView view, int index) {
        this.view = view;
        this.index = index;
        setAccessibleName(CardsView.spoken(item()));
        setAccessibleParent(view);
    }

    private CardsLayout.Item item() {
        return view.cardsLayout().items().get(index);
    }

    @Override
    public AccessibleContext getAccessibleContext() {
        return this;
    }

    @Override
    public AccessibleComponent getAccessibleComponent() {
        return this;
    }

    @Override
    public AccessibleRole getAccessibleRole() {
        return item().vf().isPresent() ? AccessibleRole.LIST_ITEM : AccessibleRole.LABEL;
    }

    @Override
    public AccessibleStateSet getAccessibleStateSet() {
        AccessibleStateSet states = new AccessibleStateSet();
        states.add(AccessibleState.ENABLED);
        states.add(AccessibleState.SELECTABLE);
        states.add(AccessibleState.SHOWING);
        states.add(AccessibleState.VISIBLE);
        if (item().selection().equals(view.selection())) {
            states.add(AccessibleState.SELECTED);
            states.add(AccessibleState.ACTIVE);
        }
        return states;
    }

    @Override
    public int getAccessibleIndexInParent() {
        return index;
    }

    @Override
    public int getAccessibleChildrenCount() {
        return 0;
    }

    @Override
    public @Nullable Accessible getAccessibleChild(int i) {
        return null;
    }

    @Override
    public Locale getLocale() {
        return view.getLocale();
    }

    @Override
    public Color getBackground() {
        return view.getBackground();
    }

    @Override
    public void setBackground(@Nullable Color c) {}

    @Override
    public @Nullable Color getForeground() {
        return view.getForeground();
    }

    @Override
    public void setForeground(@Nullable Color c) {}

    @Override
    public Cursor getCursor() {
        return view.getCursor();
    }

    @Override
    public void setCursor(@Nullable Cursor cursor) {}

    @Override
    public @Nullable Font getFont() {
        return view.getFont();
    }

    @Override
    public void setFont(@Nullable Font f) {}

    @Override
    public FontMetrics getFontMetrics(Font f) {
        return view.getFontMetrics(f);
    }

    @Override
    public boolean isEnabled() {
        return view.isEnabled();
    }

    @Override
    public void setEnabled(boolean b) {}

    @Override
    public boolean isVisible() {
        return view.isVisible();
    }

    @Override
    public void setVisible(boolean b) {}

    @Override
    public boolean isShowing() {
        return view.isShowing();
    }

    @Override
    public boolean contains(Point p) {
        return new Rectangle(getSize()).contains(p);
    }

    @Override
    public Point getLocationOnScreen() {
        Point origin = view.getLocationOnScreen();
        Point at = getLocation();
        return new Point(origin.x + at.x, origin.y + at.y);
    }

    @Override
    public Point getLocation() {
        return getBounds().getLocation();
    }

    @Override
    public void setLocation(Point p) {}

    @Override
    public Rectangle getBounds() {
        return item().bounds();
    }

    @Override
    public void setBounds(Rectangle r) {}

    @Override
    public Dimension getSize() {
        return getBounds().getSize();
    }

    @Override
    public void setSize(Dimension d) {}

    @Override
    public @Nullable Accessible getAccessibleAt(Point p) {
        return null;
    }

    @Override
    public boolean isFocusTraversable() {
        return true;
    }

    @Override
    public void requestFocus() {
        view.requestFocusInWindow();
        view.choose(item().selection());
    }

    @Override
    public void addFocusListener(FocusListener l) {}

    @Override
    public void removeFocusListener(FocusListener l) {}
}
