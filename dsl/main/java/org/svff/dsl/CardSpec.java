package org.svff.dsl;

import java.util.Optional;
import java.util.OptionalInt;

/** What stands in the braces of {@code card}. */
public final class CardSpec {
    private OptionalInt count = OptionalInt.empty();
    private Optional<String> image = Optional.empty();
    private OptionalInt queues = OptionalInt.empty();

    CardSpec() {}

    /** How many VFs it has. */
    public void vfs(int vfs) {
        count = OptionalInt.of(QuotaSpec.notNegative(vfs, "vfs"));
    }

    /** Which image it runs, by name. */
    public void image(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("the name of an image is empty");
        }
        image = Optional.of(name);
    }

    /** How many queues it may use (QDMA cards). */
    public void queues(int most) {
        queues = OptionalInt.of(QuotaSpec.notNegative(most, "queues"));
    }

    Policy.Card card(Place place, String address) {
        if (count.isEmpty() && image.isEmpty() && queues.isEmpty()) {
            throw new IllegalArgumentException("nothing is wanted of this card; say: vfs 4");
        }
        return new Policy.Card(place, address, count, image, queues);
    }
}
