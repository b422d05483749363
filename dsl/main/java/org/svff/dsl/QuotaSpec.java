package org.svff.dsl;

import java.util.Optional;
import java.util.OptionalInt;
import org.svff.pci.PciAddress;

/** What stands in the braces of {@code quota}. */
public final class QuotaSpec {
    private OptionalInt most = OptionalInt.empty();
    private OptionalInt least = OptionalInt.empty();
    private Optional<String> card = Optional.empty();

    QuotaSpec() {}

    /** The most VFs. */
    public void max(int vfs) {
        most = OptionalInt.of(notNegative(vfs, "max"));
    }

    /** VFs that are kept for them. */
    public void min(int vfs) {
        least = OptionalInt.of(notNegative(vfs, "min"));
    }

    /** Only VFs of this PF count. */
    public void of(String address) {
        card = Optional.of(PciAddress.parse(address).toString());
    }

    static int notNegative(int vfs, String what) {
        if (vfs < 0) {
            throw new IllegalArgumentException(what + " is " + vfs + ", below 0");
        }
        return vfs;
    }

    Policy.Quota quota(Place place, NamePattern vms, boolean together) {
        if (most.isEmpty() && least.isEmpty()) {
            throw new IllegalArgumentException("this quota has neither max nor min");
        }
        if (most.isPresent() && least.isPresent() && least.getAsInt() > most.getAsInt()) {
            throw new IllegalArgumentException("min " + least.getAsInt() + " is above max " + most.getAsInt());
        }
        return new Policy.Quota(place, vms, together, most, least, card);
    }
}
