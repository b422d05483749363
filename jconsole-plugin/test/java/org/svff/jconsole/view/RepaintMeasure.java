package org.svff.jconsole.view;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.swing.SwingUtilities;
import org.svff.jconsole.link.AgentLink;
import org.svff.jconsole.link.Pace;
import org.svff.jconsole.model.Picture;
import org.svff.jconsole.model.VfState;
import org.svff.jconsole.testbed.BigHost;
import org.svff.pci.VfName;
import org.svff.sim.SimCard;

/** Measures by hand, and prints: how long from an event in an agent of 1,000 VFs until the tab has been drawn anew. */
public final class RepaintMeasure {
    private static final int ROUNDS = 20;

    private RepaintMeasure() {}

    public static void main(String[] args) throws Exception {
        List<SimCard> cards = new ArrayList<>();
        for (int bus = 3; bus < 7; bus++) {
            cards.add(SimCard.qdma("0000:0" + bus + ":00.0", 250));
        }
        List<Long> total = new ArrayList<>();
        List<Long> drawing = new ArrayList<>();
        try (BigHost big = new BigHost(ManagementFactory.getPlatformMBeanServer(), cards, List.of("web-1"))) {
            for (SimCard card : cards) {
                big.reconfigure(card.address().toString(), 250);
            }
            LinkedBlockingQueue<Picture> pictures = new LinkedBlockingQueue<>();
            try (AgentLink link =
                    new AgentLink(() -> big.client().connection(), pictures::add, Pace.USUAL, Clock.systemUTC())) {
                link.connected();
                Shown[] shown = new Shown[1];
                Picture first = until(pictures, VfState.FREE, null, drawing);
                SwingUtilities.invokeAndWait(() -> shown[0] = Shown.of(first, 1280, 900));
                for (int i = 0; i < ROUNDS; i++) {
                    Thread.sleep(1500); // the gap between two looks is over
                    boolean attach = i % 2 == 0;
                    CompletableFuture<Void> act = CompletableFuture.runAsync(() -> act(big, attach));
                    Picture changed = until(pictures, attach ? VfState.ATTACHED : VfState.FREE, shown[0], drawing);
                    Instant drawn = Instant.now();
                    Instant event = changed.events().newest().stream()
                            .filter(h -> h.type().equals("svff.vf.state"))
                            .findFirst()
                            .orElseThrow()
                            .at();
                    total.add(java.time.Duration.between(event, drawn).toMillis());
                    act.join();
                }
            }
        }
        System.out.println("1,000 VFs, event to drawn, ms: " + figures(total));
        System.out.println("of it Swing's thread for the last picture, ms: " + figures(drawing));
        System.exit(0);
    }

    private static void act(BigHost big, boolean attach) {
        try {
            if (attach) {
                big.attach("web-1", BigHost.FPGA + "/7");
            } else {
                big.client().vf(VfName.parse(BigHost.FPGA + "/7")).detach();
            }
        } catch (org.svff.world.SvffException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Shows each picture as it comes, as the tab does, until VF 7 is as wanted. */
    private static Picture until(LinkedBlockingQueue<Picture> pictures, VfState wanted, Shown shown, List<Long> drawing)
            throws Exception {
        while (true) {
            Picture picture = pictures.poll(60, TimeUnit.SECONDS);
            if (shown != null) {
                long began = System.nanoTime();
                SwingUtilities.invokeAndWait(() -> {
                    shown.tab().show(picture);
                    BufferedImage image = new BufferedImage(1280, 900, BufferedImage.TYPE_INT_RGB);
                    Graphics2D g = image.createGraphics();
                    shown.tab().paint(g); // all of it, though only one cell is another
                    g.dispose();
                });
                drawing.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
            }
            if (picture.host()
                    .vf(BigHost.FPGA, 7)
                    .filter(vf -> vf.state() == wanted)
                    .isPresent()) {
                return picture;
            }
        }
    }

    private static String figures(List<Long> values) {
        List<Long> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return "median " + sorted.get(sorted.size() / 2) + ", most " + sorted.get(sorted.size() - 1) + " of "
                + sorted.size();
    }
}
