package org.svff.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.svff.world.BindingId;

/** What the entries of a journal amount to: operations that have not ended, and what is owed. Not thread-safe. */
final class JournalState {
    private final Map<String, Unfinished> operations = new LinkedHashMap<>();
    private final Map<BindingId, Obligation> obligations = new LinkedHashMap<>();

    /**
     * An operation that the agent did not live to end.
     *
     * @param touched steps that were begun, whether or not they were done, and not taken back
     * @param done steps that were done
     * @param undoing whether it was being taken back
     */
    record Unfinished(Entry.Begin begin, Set<Place> touched, Set<Place> done, boolean undoing) {}

    /** Where a step stands in its plan. */
    record Place(int stage, int step) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            return stage != other.stage ? Integer.compare(stage, other.stage) : Integer.compare(step, other.step);
        }
    }

    void apply(Entry entry) {
        if (entry instanceof Entry.Begin begin) {
            operations.put(begin.operation(), new Unfinished(begin, new TreeSet<>(), new TreeSet<>(), false));
        } else if (entry instanceof Entry.StepStarted s) {
            with(s.operation(), op -> op.touched().add(new Place(s.stage(), s.step())));
        } else if (entry instanceof Entry.StepDone s) {
            with(s.operation(), op -> {
                op.touched().add(new Place(s.stage(), s.step())); // also when the line that said so is damaged
                op.done().add(new Place(s.stage(), s.step()));
            });
        } else if (entry instanceof Entry.Undoing u) {
            with(
                    u.operation(),
                    op -> operations.put(u.operation(), new Unfinished(op.begin(), op.touched(), op.done(), true)));
        } else if (entry instanceof Entry.StepUndone s) {
            with(s.operation(), op -> {
                op.touched().remove(new Place(s.stage(), s.step()));
                op.done().remove(new Place(s.stage(), s.step()));
            });
        } else if (entry instanceof Entry.End end) {
            operations.remove(end.operation());
        } else if (entry instanceof Entry.Owed owed) {
            obligations.put(owed.obligation().binding(), owed.obligation());
        } else if (entry instanceof Entry.Settled settled) {
            obligations.remove(settled.binding());
        }
    }

    private void with(String operation, Consumer<Unfinished> change) {
        Unfinished found = operations.get(operation);
        if (found != null) {
            change.accept(found);
        }
    }

    List<Unfinished> unfinished() {
        return List.copyOf(operations.values());
    }

    Map<BindingId, Obligation> obligations() {
        return Map.copyOf(obligations);
    }

    /** The shortest list of entries that amounts to the same. */
    List<Entry> compacted() {
        List<Entry> entries = new ArrayList<>();
        for (Unfinished op : operations.values()) {
            String id = op.begin().operation();
            entries.add(op.begin());
            op.touched().forEach(p -> entries.add(new Entry.StepStarted(id, p.stage(), p.step())));
            op.done().forEach(p -> entries.add(new Entry.StepDone(id, p.stage(), p.step())));
            if (op.undoing()) {
                entries.add(new Entry.Undoing(id));
            }
        }
        obligations.values().forEach(o -> entries.add(new Entry.Owed(o)));
        return entries;
    }
}
