package org.svff.dsl;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One thing that a policy has done to the host, and the statement that wants it. */
public sealed interface Change {
    Place why();

    /** For people. */
    String text();

    /**
     * A card gets another number of VFs; its guests keep theirs.
     *
     * @param moves bindings that get another VF of the same card, by name, and its name
     */
    record Reconfigure(Place why, String card, int before, int after, Map<String, String> moves, int paused)
            implements Change {
        public Reconfigure {
            moves = Map.copyOf(moves);
        }

        /** As the MBean takes them: {@code web-1/svff-0=0000:03:00.0/1}. */
        public List<String> movesAsText() {
            return new TreeMap<>(moves)
                    .entrySet().stream()
                            .map(e -> e.getKey() + "=" + e.getValue())
                            .toList();
        }

        @Override
        public String text() {
            String guests =
                    paused == 0 ? "disturbs nobody" : paused + (paused == 1 ? " guest is" : " guests are") + " paused";
            String moved = moves.isEmpty() ? "" : "; moves " + String.join(", ", movesAsText());
            return "reconfigure " + card + " from " + before + " to " + after + " VFs (" + guests + moved + ")";
        }
    }

    /** A VM gets any free VF of a card. */
    record Attach(Place why, String vm, String card) implements Change {
        @Override
        public String text() {
            return "attach a VF of " + card + " to " + vm;
        }
    }

    /** A VM loses a VF; its guest sees it go. */
    record Detach(Place why, String binding) implements Change {
        @Override
        public String text() {
            return "detach " + binding;
        }
    }
}
