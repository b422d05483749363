package org.svff.jconsole.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import javax.accessibility.Accessible;
import javax.accessibility.AccessibleContext;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.svff.jconsole.model.Act;
import org.svff.jconsole.model.Host;
import org.svff.jconsole.model.Hosts;
import org.svff.jconsole.model.Picture;
import org.svff.jconsole.model.Selection;
import org.svff.jconsole.model.VfState;

/** The tab is drawn, into images that are left in target/screens. */
class PaintTest {
    private static final Rectangle CELL = new Rectangle(0, 0, 72, 40);

    private static BufferedImage cell(VfState state) {
        BufferedImage image = new BufferedImage(CELL.width, CELL.height, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D g = Glyphs.smooth(image.createGraphics());
        g.setColor(Color.WHITE);
        g.fill(CELL);
        Hosts hosts = new Hosts();
        hosts.vf(state, "same-vm"); // the words are the same for all
        new CellPainter(Palette.current())
                .cell(g, CELL, hosts.made().cards().get(0).vfs().get(0), false, false);
        g.dispose();
        return image;
    }

    private static int difference(BufferedImage a, BufferedImage b) {
        int different = 0;
        for (int y = 0; y < CELL.height; y++) {
            for (int x = 0; x < CELL.width; x++) {
                int one = a.getRaster().getSample(x, y, 0);
                int other = b.getRaster().getSample(x, y, 0);
                different += Math.abs(one - other) > 40 ? 1 : 0;
            }
        }
        return different;
    }

    /** In shades of grey, and with the same words in them. */
    @Test
    void statesAreToldApartWithoutColour() {
        Map<VfState, BufferedImage> cells = new EnumMap<>(VfState.class);
        for (VfState state : VfState.values()) {
            cells.put(state, cell(state));
        }
        for (VfState a : VfState.values()) {
            for (VfState b : VfState.values()) {
                int different = difference(cells.get(a), cells.get(b));
                assertTrue(a == b ? different == 0 : different >= 25, a + " and " + b + ": " + different);
            }
        }
    }

    private static Picture large() {
        Hosts hosts = new Hosts().vm("web-1", true, 2);
        for (int i = 0; i < 1000; i++) {
            if (i % 7 == 0) {
                hosts.vf(i % 3 == 0 ? VfState.PAUSED : VfState.ATTACHED, "web-1");
            } else {
                hosts.vf(VfState.FREE);
            }
        }
        return hosts.shown();
    }

    @Test
    void aThousandVfsAreShownAndWalkedThrough() throws IOException {
        Picture picture = large();
        Shown.onSwing(() -> {
            Shown shown = Shown.of(picture, 1200, 800);
            BufferedImage before = shown.paint();
            SriovTab tab = shown.tab();
            assertEquals(1001, tab.cards().cardsLayout().items().size());
            tab.select(new Selection.OfVf(Hosts.PF, 3));
            assertNotEquals(hash(before), hash(shown.paint()), "what is selected is seen");
            write(shown.paint(), "thousand");
        });
    }

    private static long hash(BufferedImage image) {
        long hash = 7;
        for (int y = 0; y < image.getHeight(); y += 2) {
            for (int x = 0; x < image.getWidth(); x++) {
                hash = hash * 31 + image.getRGB(x, y);
            }
        }
        return hash;
    }

    private static void write(BufferedImage image, String name) {
        File folder = new File("target/screens");
        assertTrue(folder.isDirectory() || folder.mkdirs());
        try {
            ImageIO.write(image, "png", new File(folder, name + ".png"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatIsGreyedSaysWhy() {
        Picture picture = new Hosts().vm("web-1", true, 1).vf(VfState.FOREIGN).shown();
        Shown.onSwing(() -> {
            Shown shown = Shown.of(picture, 1000, 700);
            shown.tab().select(new Selection.OfVf(Hosts.PF, 0));
            AccessibleContext attach = find(shown.tab(), "Attach\u2026");
            assertEquals(
                    "Held by dpdk-testpmd (9001), which is none of the VMs; svff never touches it.",
                    attach.getAccessibleDescription());
            shown.tab().begin(Act.ATTACH); // by key
            assertEquals(
                    "VF 0000:03:00.0/0", find(shown.tab(), "VF 0000:03:00.0/0").getAccessibleName(), "nothing began");
        });
    }

    @Test
    void eachVfCanBeReadOut() {
        Host host = new Hosts().vf(VfState.ATTACHED, "web-1").vf(VfState.FREE).made();
        Shown.onSwing(() -> {
            SriovTab tab = Shown.of(Hosts.shown(host), 800, 600).tab();
            AccessibleContext cards = tab.cards().getAccessibleContext();
            assertEquals(3, cards.getAccessibleChildrenCount());
            assertEquals(
                    "VF 0 of 0000:03:00.0, attached to web-1",
                    cards.getAccessibleChild(1).getAccessibleContext().getAccessibleName());
            assertEquals(
                    "VF 1 of 0000:03:00.0, free",
                    cards.getAccessibleChild(2).getAccessibleContext().getAccessibleName());
        });
    }

    /** What is selected stays so while its VF does, and goes to the card when the VF is gone. */
    @Test
    void theSelectionOutlivesAChange() {
        Shown.onSwing(() -> {
            Hosts hosts = new Hosts().vf(VfState.FREE);
            Picture less = hosts.shown();
            Picture more = hosts.vf(VfState.FREE).shown();
            SriovTab tab = Shown.of(more, 800, 600).tab();
            tab.select(new Selection.OfVf(Hosts.PF, 1));
            tab.show(more);
            assertEquals(new Selection.OfVf(Hosts.PF, 1), tab.selection());
            tab.show(less);
            assertEquals(new Selection.OfCard(Hosts.PF), tab.selection());
        });
    }

    private static AccessibleContext find(Accessible in, String name) {
        AccessibleContext context = in.getAccessibleContext();
        if (name.equals(context.getAccessibleName())) {
            return context;
        }
        for (int i = 0; i < context.getAccessibleChildrenCount(); i++) {
            AccessibleContext found = find(context.getAccessibleChild(i), name);
            if (found != null) {
                return found;
            }
        }
        return null;
    }
}
