package org.svff.engine

import org.svff.pci.VfName
import org.svff.world.BindingId
import spock.lang.Specification

/** Journals that older agents wrote are read; docs/upgrade.md promises it. A new form of entry gets a journal of its own here. */
class OldJournalsSpec extends Specification {
    def 'of 0.1: one binding paused, one that an operation had paused when the agent ended'() {
        given:
        def codec = new EntryCodec()
        def state = new JournalState()
        def lines = getClass().getResource('/journals/0.1').readLines()

        when:
        lines.each { state.apply(codec.decode(it).orElseThrow { new AssertionError("not understood: $it") }) }

        then:
        state.obligations().keySet() == [new BindingId('db-1', 'svff-0'), new BindingId('web-1', 'svff-0')] as Set
        with(state.obligations()[new BindingId('db-1', 'svff-0')]) {
            vf() == VfName.parse('0000:03:00.0/1')
            kind() == Obligation.Kind.PAUSED
            pid() == 4002
        }
        state.unfinished()*.begin()*.operation() == ['op-tp0y45-7']
        state.unfinished()[0].done().size() == 3
        !Recovery.isPastCommit(state.unfinished()[0])
    }
}
