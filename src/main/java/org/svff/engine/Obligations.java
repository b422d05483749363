package org.svff.engine;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.svff.pci.PciAddress;
import org.svff.pci.VfName;
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

    /** Puts down that the binding is owed the VF, before it is taken from it. */
    void owe(
            Obligation.Kind kind,
            BindingId binding,
            VfName vf,
            PciAddress address,
            Optional<String> bus,
            long pid,
            String why)
            throws SvffException {
        journal.append(new Entry.Owed(new Obligation(binding, vf, address, bus, pid, kind, why, clock.millis())));
    }

    void settle(BindingId binding) throws SvffException {
        if (journal.obligations().containsKey(binding)) {
            journal.append(new Entry.Settled(binding));
        }
    }
}
