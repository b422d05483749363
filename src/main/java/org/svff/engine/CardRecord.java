package org.svff.engine;

import java.util.Optional;
import org.svff.pci.PciAddress;
import org.svff.world.LoadedImage;

/**
 * What is known of a card that neither the kernel nor QEMU can tell.
 *
 * @param pf where it is
 * @param image what it was programmed with; empty when nobody knows
 * @param boot the boot in which that was: a host that was switched off has its cards load what they have of their own
 * @param queues how many queues somebody wanted it to have; 0: what is configured
 * @param formerly where it was before it was programmed, while that operation runs
 */
record CardRecord(PciAddress pf, Optional<LoadedImage> image, String boot, int queues, Optional<PciAddress> formerly) {

    static CardRecord of(PciAddress pf) {
        return new CardRecord(pf, Optional.empty(), "", 0, Optional.empty());
    }

    CardRecord withImage(Optional<LoadedImage> now, String thisBoot) {
        return new CardRecord(pf, now, thisBoot, queues, formerly);
    }

    CardRecord withQueues(int now) {
        return new CardRecord(pf, image, boot, now, formerly);
    }

    /** The card is somewhere else, from where the operation that runs calls it by its former address. */
    CardRecord at(PciAddress now, PciAddress before) {
        return new CardRecord(now, image, boot, queues, now.equals(before) ? Optional.empty() : Optional.of(before));
    }

    /** Whether it says nothing. */
    boolean isBlank() {
        return image.isEmpty() && queues == 0 && formerly.isEmpty();
    }
}
