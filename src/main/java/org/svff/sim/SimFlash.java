package org.svff.sim;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.svff.pci.PciAddress;

/**
 * What the cards of the mock kernel have been loaded with: for each a file, named by its address, in a folder into which a
 * loader writes. A card is what its file says from when the kernel next finds it. The file {@code gone} has it stay away
 * from the bus.
 */
final class SimFlash {
    private Optional<Path> folder = Optional.empty();

    void use(Path where) {
        folder = Optional.of(where);
    }

    private void takeOver(PciAddress slot, PciAddress shown) {
        Optional<Path> written = folder.map(f -> f.resolve(shown.toString())).filter(Files::exists);
        if (written.isPresent() && !shown.equals(slot)) {
            try {
                Files.move(
                        written.get(),
                        written.get().resolveSibling(slot.toString()),
                        StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /**
     * The card as it shows itself now; empty while it does not.
     *
     * @param shown where it showed itself last: a loader knows it by that
     */
    Optional<SimCard> read(SimCard card, PciAddress slot, PciAddress shown) {
        takeOver(slot, shown);
        Optional<Path> file = folder.map(f -> f.resolve(slot.toString())).filter(Files::exists);
        if (file.isEmpty()) {
            return Optional.of(card);
        }
        Map<String, String> image = new HashMap<>();
        try {
            for (String line : Files.readAllLines(file.get())) {
                int equals = line.indexOf('=');
                if (equals > 0) {
                    image.put(
                            line.substring(0, equals).strip(),
                            line.substring(equals + 1).strip());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return image.containsKey("gone") ? Optional.empty() : Optional.of(card.running(image));
    }
}
