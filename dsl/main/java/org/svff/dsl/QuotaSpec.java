package org.svff.dsl;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.svff.pci.PciAddress;

/** What stands in the braces of {@code quota}. */
public final class QuotaSpec {
    private static final Pattern KIND = Pattern.compile("(?:(\\p{XDigit}{4}):)?(\\p{XDigit}{4})");

    private OptionalInt most = OptionalInt.empty();
    private OptionalInt least = OptionalInt.empty();
    private Policy.From cards = Policy.From.ANY;

    QuotaSpec() {}

    /** The most VFs. */
    public void max(int vfs) {
        most = OptionalInt.of(notNegative(vfs, "max"));
    }

    /** VFs that are kept for them. */
    public void min(int vfs) {
        least = OptionalInt.of(notNegative(vfs, "min"));
    }

    /** Only VFs of this PF count (by address), or of this kind of device ({@code 10ee:903f}, or {@code 903f} alone). */
    public void of(String what) {
        var kind = KIND.matcher(what);
        cards = kind.matches()
                ? kind(Optional.ofNullable(kind.group(1)).map(QuotaSpec::lower), lower(kind.group(2)))
                : Policy.From.card(PciAddress.parse(what).toString());
    }

    private static Policy.From kind(Optional<String> vendor, String device) {
        return new Policy.From(
                "devices " + vendor.map(v -> v + ":").orElse("") + device,
                pf -> vendor.map(pf.vendorId()::equals).orElse(true)
                        && pf.deviceId().equals(device),
                Optional.empty());
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
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
        return new Policy.Quota(place, vms, together, most, least, cards);
    }
}
