package org.svff.jconsole.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.svff.jconsole.model.Host;
import org.svff.jconsole.model.Hosts;
import org.svff.jconsole.model.VfState;

class CardsLayoutTest {
    private static Host host(int vfs) {
        Hosts hosts = new Hosts();
        for (int i = 0; i < vfs; i++) {
            hosts.vf(VfState.FREE);
        }
        return hosts.made();
    }

    @ParameterizedTest
    @CsvSource({"0, 400", "1, 400", "32, 520", "64, 900", "256, 300", "1000, 900", "7, 10"})
    void everyVfHasAPlaceOfItsOwnWithinTheWidth(int vfs, int width) {
        CardsLayout layout = CardsLayout.of(host(vfs), width, 16);
        List<CardsLayout.Item> items = layout.items();
        assertEquals(vfs + 1, items.size());
        for (int i = 0; i < items.size(); i++) {
            assertTrue(items.get(i).bounds().getMaxY() <= layout.size().height);
            assertTrue(width < 100 || items.get(i).bounds().getMaxX() <= width);
            int next = i + 1;
            assertFalse(next < items.size()
                    && items.get(i).bounds().intersects(items.get(next).bounds()));
        }
    }

    /** Down and up again leads back, and down far enough leads to the last row, whatever the width. */
    @ParameterizedTest
    @CsvSource({"32, 520", "256, 900", "5, 100"})
    void arrowsGoFromRowToRow(int vfs, int width) {
        CardsLayout layout = CardsLayout.of(host(vfs), width, 16);
        int at = 1;
        int steps = 0;
        for (int below = layout.vertical(at, 1); below != at; below = layout.vertical(at, 1)) {
            assertEquals(at, layout.vertical(below, -1));
            at = below;
            steps++;
        }
        assertTrue(steps > 0);
        assertEquals(layout.items().get(vfs).bounds().y, layout.items().get(at).bounds().y);
        assertEquals(0, layout.vertical(1, -1), "above the first VF is its card");
    }
}
