package org.svff.state;

import java.util.Optional;
import java.util.OptionalInt;
import org.svff.pci.PciAddress;
import org.svff.world.CardIdentity;

/**
 * What is wanted of a PF. What nobody asked for is empty, and left as it is.
 *
 * @param address where it was when something was asked of it last; bindings name it by this
 * @param identity slot and serial number it had then
 * @param vfs how many VFs
 * @param queues how many queues (QDMA cards); above 0
 * @param image name of the image
 */
public record WantedPf(
        PciAddress address, CardIdentity identity, OptionalInt vfs, OptionalInt queues, Optional<String> image) {
    /** Of which nothing is wanted yet. */
    static WantedPf of(PciAddress address, CardIdentity identity) {
        return new WantedPf(address, identity, OptionalInt.empty(), OptionalInt.empty(), Optional.empty());
    }

    WantedPf at(PciAddress now, CardIdentity nowKnownBy) {
        return new WantedPf(now, nowKnownBy, vfs, queues, image);
    }

    WantedPf withoutSerial() {
        return new WantedPf(address, new CardIdentity(identity.slot(), ""), vfs, queues, image);
    }

    WantedPf withVfs(int count) {
        return new WantedPf(address, identity, OptionalInt.of(count), queues, image);
    }

    /** 0: nobody wants any number of them any more. */
    WantedPf withQueues(int count) {
        return new WantedPf(address, identity, vfs, count == 0 ? OptionalInt.empty() : OptionalInt.of(count), image);
    }

    WantedPf withImage(String name) {
        return new WantedPf(address, identity, vfs, queues, Optional.of(name));
    }
}
