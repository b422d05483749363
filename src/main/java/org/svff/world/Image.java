package org.svff.world;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.svff.pci.DeviceId;

/**
 * An image (bitstream) that cards can be programmed with, as its manifest describes it.
 *
 * @param name by which it is asked for
 * @param file name of the file in the folder of images
 * @param sha256 of that file, 64 hexadecimal digits
 * @param cards vendor and device ids of the PFs that it may be loaded on, as they show before; at least one
 * @param shows the id that the PF shows with it; empty: the one it had
 * @param vfShows the id that its VFs show; empty when the manifest does not say
 * @param mostVfs how many VFs it offers; empty when the manifest does not say
 * @param queues how many queues the card has with it, for all its functions (0: it is no QDMA card then); empty when the
 *     manifest does not say
 * @param loader the name of the loader that loads it
 * @param remove whether the card has to be taken off the bus before
 * @param description for people; may be empty
 */
public record Image(
        String name,
        String file,
        String sha256,
        Set<DeviceId> cards,
        Optional<DeviceId> shows,
        Optional<DeviceId> vfShows,
        OptionalInt mostVfs,
        OptionalInt queues,
        String loader,
        boolean remove,
        String description) {
    public Image {
        cards = Set.copyOf(cards);
    }

    /** What a card that runs it is known by. */
    public LoadedImage loaded() {
        return new LoadedImage(name, sha256);
    }
}
