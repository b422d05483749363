package org.svff.engine;

import java.time.Clock;
import java.util.Map;
import org.svff.world.BindingId;
import org.svff.world.SvffException;

/** What bindings are owed, kept in the journal so that no VM stays paused without a record. Thread-safe. */
final class Obligations {
    private final Journal journal;
    private final Clock clock;

    Obligations(Journal journal, Clock clock) {
        this.journal = journal;
        this.clock = clock;
    }

    Map<BindingId, Obligation> all() {
        return journal.obligations();
    }

    /**
     * Puts down that the binding is owed the VF, before it is taken from it.
     *
     * @throws SvffException when that cannot be written: then it must not be taken
     */
    void owe(Obligation obligation) throws SvffException {
        journal.append(new Entry.Owed(obligation));
    }

    /** The same where it is without its VF already, or must be whatever the disk says. */
    void note(Obligation obligation) {
        journal.note(new Entry.Owed(obligation));
    }

    long now() {
        return clock.millis();
    }

    void settle(BindingId binding) {
        if (journal.obligations().containsKey(binding)) {
            journal.note(new Entry.Settled(binding));
        }
    }
}
