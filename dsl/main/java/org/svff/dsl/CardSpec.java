package org.svff.dsl;

import java.util.OptionalInt;

/** What stands in the braces of {@code card}. */
public final class CardSpec {
    private OptionalInt count = OptionalInt.empty();

    CardSpec() {}

    /** How many VFs it has. */
    public void vfs(int vfs) {
        count = OptionalInt.of(QuotaSpec.notNegative(vfs, "vfs"));
    }

    Policy.Card card(Place place, String address) {
        return new Policy.Card(
                place,
                address,
                count.orElseThrow(() -> new IllegalArgumentException("nothing is wanted of this card; say: vfs 4")));
    }
}
