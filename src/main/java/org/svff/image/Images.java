package org.svff.image;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.svff.pci.PciAddress;
import org.svff.world.Image;
import org.svff.world.SvffException;
import org.svff.world.Trouble;

/** The images of this host, and what loads them into cards. Thread-safe. */
public interface Images {
    /**
     * An image as it is listed.
     *
     * @param image what its manifest says; empty when that cannot be used
     * @param problem why it cannot be used; empty when nothing is known against it: its file is read only when it is asked
     *     for
     */
    record Listed(String name, Optional<Image> image, String problem) {}

    /** All images, by name. */
    List<Listed> list();

    /**
     * The image of this name, with its file checked against its manifest.
     *
     * @throws SvffException when there is none, or it is not what its manifest says
     */
    Image find(String name) throws SvffException;

    /**
     * Loads the image; returns when the loader is done.
     *
     * @param progress is told of each line that the loader writes
     * @throws SvffException when it fails or takes too long: what the card runs then, nobody knows
     */
    void load(Image image, PciAddress card, Consumer<String> progress) throws SvffException;

    /** For hosts without images. */
    static Images none() {
        return new Images() {
            @Override
            public List<Listed> list() {
                return List.of();
            }

            @Override
            public Image find(String name) throws SvffException {
                throw new SvffException(new Trouble(
                        "image " + name,
                        "find it",
                        "there is no folder of images",
                        "name one with image.folder in the configuration"));
            }

            @Override
            public void load(Image image, PciAddress card, Consumer<String> progress) throws SvffException {
                find(image.name());
            }
        };
    }
}
