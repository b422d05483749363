package org.svff.jconsole.view;

import java.awt.Component;
import java.awt.Container;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import javax.swing.SwingUtilities;
import org.svff.jconsole.model.Picture;

/** The tab without a window: laid out and drawn into an image. */
final class Shown {
    private final SriovTab tab;
    private final int width;
    private final int height;

    private Shown(SriovTab tab, int width, int height) {
        this.tab = tab;
        this.width = width;
        this.height = height;
    }

    static Shown of(Picture picture, int width, int height) {
        SriovTab tab = new SriovTab(
                picture, deed -> new CompletableFuture<>(), deed -> new CompletableFuture<>(), Clock.systemUTC());
        tab.setSize(width, height);
        for (int i = 0; i < 3; i++) { // what wraps is laid out once more when its width is known
            layOut(tab);
        }
        return new Shown(tab, width, height);
    }

    private static void layOut(Component c) {
        c.doLayout();
        if (c instanceof Container container) {
            for (Component child : container.getComponents()) {
                layOut(child);
            }
        }
    }

    SriovTab tab() {
        return tab;
    }

    BufferedImage paint() {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        tab.paint(g);
        g.dispose();
        return image;
    }

    static void onSwing(Runnable task) {
        try {
            SwingUtilities.invokeAndWait(task);
        } catch (InterruptedException | java.lang.reflect.InvocationTargetException e) {
            throw new AssertionError(e);
        }
    }
}
