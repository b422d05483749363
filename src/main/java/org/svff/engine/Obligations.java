package org.svff.engine;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.svff.world.BindingId;
import org.svff.world.NetworkSettings;
import org.svff.world.SvffException;

/** What bindings are owed, kept in the journal so that no VM stays paused without a record. Thread-safe. */
final class Obligations {
    private final Journal journal;
    private final Clock clock;
    private final Lives lives;

    /** @param lives tells of a process number whose it is now */
    Obligations(Journal journal, Clock clock, Lives lives) {
        this.journal = journal;
        this.clock = clock;
        this.lives = lives;
    }

    /** What the kernel tells of process numbers. */
    @FunctionalInterface
    interface Lives {
        /** As {@code SriovHost.lifeOf}; empty also when the kernel does not answer. */
        Optional<String> of(long pid);
    }

    /** What is owed to VMs that may live. */
    Map<BindingId, Obligation> all() {
        Map<BindingId, Obligation> all = new HashMap<>(journal.obligations());
        all.values().removeIf(this::isOfAnother);
        return Map.copyOf(all);
    }

    /** Whether the number of the VM's process is another's now, after a boot or when numbers came round. */
    private boolean isOfAnother(Obligation owed) {
        return owed.life().isPresent()
                && lives.of(owed.pid())
                        .filter(now -> !owed.life().get().equals(now))
                        .isPresent();
    }

    /** Whether a VM that shall be owed the binding's VF is not that of the record. */
    boolean isOfAnother(BindingId binding) {
        Obligation owed = journal.obligations().get(binding);
        return owed != null && isOfAnother(owed);
    }

    /** Strikes out what is owed to processes that are no more and whose number another has. */
    void strikeOut() {
        journal.obligations().values().stream().filter(this::isOfAnother).forEach(owed -> settle(owed.binding()));
    }

    /** Which process has this number now. */
    Optional<String> lifeOf(long pid) {
        return pid > 0 ? lives.of(pid) : Optional.empty();
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

    /**
     * Puts down what is to be set on the binding's VF when it is made again. A binding that is owed nothing any more, since
     * its VM ended on the way, needs nothing.
     *
     * @throws SvffException when that cannot be written: then the VF must not go
     */
    void keep(BindingId binding, Optional<NetworkSettings> network) throws SvffException {
        Obligation owed = all().get(binding);
        if (owed != null && !owed.network().equals(network)) {
            owe(owed.with(network));
        }
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
