package org.svff.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.svff.pci.PciAddress;
import org.svff.world.LoadedImage;
import org.svff.world.PhysicalFunction;
import org.svff.world.Queues;
import org.svff.world.SvffException;
import org.svff.world.Trouble;

/**
 * What is known of cards, in a small file that is replaced as a whole: {@code cards} in the state folder, a line that names
 * the format, then a line of CRC-32 and JSON for each card. A line that is damaged is left out: then that card's image is
 * not known, which costs no more than the way back to it. Thread-safe.
 */
final class CardBook {
    private static final Logger LOG = LoggerFactory.getLogger(CardBook.class);
    private static final String HEAD = "svff-cards 1";

    private final Path path;
    private final Disk disk;
    private final EntryCodec codec = new EntryCodec();
    private final String boot;
    /** How many queues cards shall have that nobody said anything else about. */
    private final Map<PciAddress, Integer> configuredQueues;

    /** Guarded by this. */
    private final Map<PciAddress, CardRecord> cards = new TreeMap<>();

    private CardBook(Path path, Disk disk, String boot, Map<PciAddress, Integer> configuredQueues) {
        this.path = path;
        this.disk = disk;
        this.boot = boot;
        this.configuredQueues = Map.copyOf(configuredQueues);
    }

    /**
     * Reads the file of a state folder.
     *
     * @param boot the present boot
     * @throws SvffException when it is there and cannot be read, or a newer svff wrote it
     */
    static CardBook open(Path folder, Disk disk, String boot, Map<PciAddress, Integer> configuredQueues)
            throws SvffException {
        CardBook book = new CardBook(folder.resolve("cards"), disk, boot, configuredQueues);
        try {
            if (Files.exists(book.path)) {
                book.read(Files.readAllLines(book.path));
            }
        } catch (IOException e) {
            throw book.trouble("read what is known of cards", e.toString());
        }
        return book;
    }

    private void read(List<String> lines) throws SvffException {
        if (lines.isEmpty() || !lines.get(0).equals(HEAD)) {
            throw trouble("read what is known of cards", "it does not begin with '" + HEAD + "'");
        }
        for (String line : lines.subList(1, lines.size())) {
            Optional<CardRecord> card = codec.decode(line, CardRecord.class);
            card.ifPresent(c -> cards.put(c.pf(), c));
            if (card.isEmpty()) {
                LOG.warn("{}: a line is damaged and left out", path);
            }
        }
    }

    private SvffException trouble(String tried, String answer) {
        return new SvffException(new Trouble(
                path.toString(),
                tried,
                answer,
                "mend what keeps it from being written, or move it away: then no card's image is known"));
    }

    /** The PF with what is on record about it. */
    synchronized PhysicalFunction describe(PhysicalFunction pf) {
        CardRecord card = cards.getOrDefault(pf.address(), CardRecord.of(pf.address()));
        return pf.withRecord(imageOf(card), queues(card));
    }

    private Optional<LoadedImage> imageOf(CardRecord card) {
        return card.image().filter(i -> card.boot().equals(boot));
    }

    private int queues(CardRecord card) {
        return card.queues() > 0 ? card.queues() : configuredQueues.getOrDefault(card.pf(), 0);
    }

    /** Whether the card's queues fell to 0 although others are wanted. */
    static boolean hasLostQueues(PhysicalFunction pf) {
        return pf.queues().filter(q -> q.max() == 0).filter(Queues::isOff).isPresent();
    }

    /** Where the card is that was at this address when the operation began; the address itself when it did not move. */
    synchronized PciAddress whereIs(PciAddress then) {
        return cards.values().stream()
                .filter(c -> c.formerly().equals(Optional.of(then)))
                .map(CardRecord::pf)
                .findFirst()
                .orElse(then);
    }

    /** Where the card was when the operation began that moved it and still runs; the address itself for all others. */
    synchronized PciAddress whereWas(PciAddress now) {
        return cards.getOrDefault(now, CardRecord.of(now)).formerly().orElse(now);
    }

    /** The image that the card is known to run. */
    synchronized Optional<LoadedImage> image(PciAddress pf) {
        return imageOf(cards.getOrDefault(pf, CardRecord.of(pf)));
    }

    void image(PciAddress pf, Optional<LoadedImage> image) throws SvffException {
        change(pf, card -> card.withImage(image, boot));
    }

    /** What is wanted; 0 leaves it to the configuration. */
    void wantQueues(PciAddress pf, int queues) throws SvffException {
        change(pf, card -> card.withQueues(queues));
    }

    /**
     * The card was found.
     *
     * @param then its address when the operation began
     */
    synchronized void found(PciAddress then, PciAddress now) throws SvffException {
        PciAddress at = whereIs(then);
        if (at.equals(now)
                && cards.getOrDefault(at, CardRecord.of(at)).formerly().isEmpty() == now.equals(then)) {
            return;
        }
        Map<PciAddress, CardRecord> next = new TreeMap<>(cards);
        CardRecord card = next.getOrDefault(at, CardRecord.of(at));
        next.remove(at);
        next.put(now, card.at(now, then));
        write(next);
    }

    /** The operation that began with cards at these addresses is over. */
    synchronized void settle(Set<PciAddress> then) throws SvffException {
        Map<PciAddress, CardRecord> next = new TreeMap<>(cards);
        next.replaceAll((pf, card) -> card.formerly().filter(then::contains).isPresent() ? card.at(pf, pf) : card);
        if (!next.equals(cards)) {
            write(next);
        }
    }

    private synchronized void change(PciAddress pf, UnaryOperator<CardRecord> change) throws SvffException {
        CardRecord before = cards.getOrDefault(pf, CardRecord.of(pf));
        CardRecord after = change.apply(before);
        if (!after.equals(before)) {
            Map<PciAddress, CardRecord> next = new TreeMap<>(cards);
            next.put(pf, after);
            write(next);
        }
    }

    private void write(Map<PciAddress, CardRecord> next) throws SvffException {
        StringBuilder text = new StringBuilder(HEAD).append('\n');
        for (CardRecord card : next.values()) {
            if (!card.isBlank()) {
                text.append(codec.encode(card, CardRecord.class)).append('\n');
            }
        }
        try {
            disk.replace(path, text.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw trouble("keep what is known of cards", e.toString());
        }
        cards.clear();
        cards.putAll(next);
    }
}
