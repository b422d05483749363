package org.svff.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.svff.world.Trouble;

/** Gathers all that is wrong, so that it is told at once. */
final class Problems {
    private final List<Trouble> troubles = new ArrayList<>();

    void add(Trouble trouble) {
        troubles.add(trouble);
    }

    int count() {
        return troubles.size();
    }

    /** An unknown name, with the known one that may have been meant. */
    void unknown(String where, String name, Collection<String> known) {
        Optional<String> meant = Nearest.to(name, known);
        add(new Trouble(
                where,
                "use '" + name + "'",
                "there is no such key",
                meant.map(m -> "did you mean " + m + "?").orElse("known are: " + String.join(", ", known))));
    }

    void throwIfAny() throws ConfigException {
        if (!troubles.isEmpty()) {
            throw new ConfigException(troubles);
        }
    }
}
