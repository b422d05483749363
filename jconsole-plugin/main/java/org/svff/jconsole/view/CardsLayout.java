package org.svff.jconsole.view;

import java.awt.Dimension;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.svff.jconsole.model.Card;
import org.svff.jconsole.model.Host;
import org.svff.jconsole.model.Selection;
import org.svff.jconsole.model.Vf;

/**
 * Where each card's heading and each VF's cell is, for a width. Cells of a card of many VFs are small.
 *
 * @param items in reading order
 */
record CardsLayout(List<Item> items, Dimension size) {
    private static final int MARGIN = 8;
    private static final int GAP = 3;
    private static final int MANY = 80;

    /** A heading or a cell. */
    record Item(Rectangle bounds, Card card, Optional<Vf> vf, boolean compact) {
        Selection selection() {
            return vf.<Selection>map(v -> new Selection.OfVf(v.pf(), v.index()))
                    .orElseGet(() -> new Selection.OfCard(card.address()));
        }
    }

    CardsLayout {
        items = List.copyOf(items);
    }

    /**
     * @param lineHeight of the font in use: everything else follows from it
     */
    static CardsLayout of(Host host, int width, int lineHeight) {
        List<Item> items = new ArrayList<>();
        int y = MARGIN;
        for (Card card : host.cards()) {
            int heading = lineHeight * 2 + 8;
            items.add(new Item(
                    new Rectangle(MARGIN, y, Math.max(100, width - 2 * MARGIN), heading),
                    card,
                    Optional.empty(),
                    false));
            y += heading + GAP;
            y = cells(items, card, width, lineHeight, y) + 10;
        }
        return new CardsLayout(items, new Dimension(width, y));
    }

    private static int cells(List<Item> items, Card card, int width, int lineHeight, int top) {
        boolean compact = card.vfs().size() > MANY;
        int least = compact ? lineHeight * 5 / 2 : lineHeight * 19 / 4;
        int height = compact ? lineHeight + 6 : lineHeight * 2 + 8;
        int room = Math.max(least, width - 2 * MARGIN);
        int columns = Math.max(1, (room + GAP) / (least + GAP));
        int cell = (room + GAP) / columns - GAP;
        int at = 0;
        for (Vf vf : card.vfs()) {
            int x = MARGIN + at % columns * (cell + GAP);
            int y = top + at / columns * (height + GAP);
            items.add(new Item(new Rectangle(x, y, cell, height), card, Optional.of(vf), compact));
            at++;
        }
        return top + (at + columns - 1) / columns * (height + GAP);
    }

    Optional<Item> at(int x, int y) {
        return items.stream().filter(i -> i.bounds().contains(x, y)).findFirst();
    }

    /** The place of a selection among the items; -1 when it is none of them. */
    int indexOf(Selection selection) {
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i).selection().equals(selection)) {
                return i;
            }
        }
        return -1;
    }

    /** The item above or below, nearest in x; the same one where there is none. */
    int vertical(int from, int direction) {
        Rectangle here = items.get(from).bounds();
        int best = from;
        int bestRow = Integer.MAX_VALUE;
        int bestSide = Integer.MAX_VALUE;
        for (int i = from + direction; i >= 0 && i < items.size(); i += direction) {
            Rectangle there = items.get(i).bounds();
            int row = Math.abs(there.y - here.y);
            int side = there.contains(here.x, there.y) ? 0 : Math.abs(there.x - here.x);
            if (row > 0 && (row < bestRow || (row == bestRow && side < bestSide))) {
                best = i;
                bestRow = row;
                bestSide = side;
            } else if (row > bestRow) {
                break;
            }
        }
        return best;
    }
}
