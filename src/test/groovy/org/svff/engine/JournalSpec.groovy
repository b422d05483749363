package org.svff.engine

import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.StandardOpenOption
import org.svff.pci.PciAddress
import org.svff.pci.VfName
import org.svff.plan.Plan
import org.svff.plan.Stage
import org.svff.plan.Step
import org.svff.world.BindingId
import org.svff.world.NetworkSettings
import org.svff.world.SvffException
import spock.lang.Specification
import spock.lang.TempDir

class JournalSpec extends Specification {
    static final PF = PciAddress.parse('0000:03:00.0')
    static final VF = new VfName(PF, 2)
    static final SETTINGS = new NetworkSettings('52:54:00:00:00:0a', 7, 3, NetworkSettings.DOT1Q,
            Optional.of(true), Optional.empty(), 1, 0, 100)
    static final WEB = new BindingId('web "1"\n', '/machine/peripheral-anon/device[0]')

    @TempDir
    Path folder

    private static Entry.Begin begin(String id) {
        def every = [
            new Step.AttachDevice(WEB, VF, Optional.of('rp0')),
            new Step.DetachDevice(WEB, Optional.of(VF), Optional.empty()),
            new Step.PauseDevice(WEB, VF),
            new Step.ResumeDevice(WEB, VF),
            new Step.ProveFree(PF),
            new Step.SetAutoprobe(PF, false, true),
            new Step.SetVfCount(PF, 4, 2, [1: SETTINGS]),
            new Step.SetNetwork(new VfName(PF, 1), SETTINGS, NetworkSettings.NONE),
            new Step.BindDriver(VF, Optional.of('vfio-pci'), Optional.empty())]
        new Entry.Begin(id, 'local', 12L, new Plan('do it', 3, [PF] as Set, every.collect { new Stage(it.toString(), [it]) }, 5, ['note']))
    }

    private static Obligation obligation(Obligation.Kind kind) {
        new Obligation(WEB, VF, PF.plus(0x84), Optional.of('rp0'), 77, kind, 'why', 5)
    }

    private Path getFile() {
        folder.resolve('journal')
    }

    def "what was written is there for the next agent: #entry.class.simpleName"() {
        given:
        def codec = new EntryCodec()

        expect:
        codec.decode(codec.encode(entry)).get() == entry
        !codec.encode(entry).contains('\n')

        where:
        entry << [
            begin('op-1'),
            new Entry.StepStarted('op-1', 1, 2),
            new Entry.StepDone('op-1', 1, 2),
            new Entry.Undoing('op-1'),
            new Entry.End('op-1', Outcome.ROLLED_BACK),
            new Entry.Owed(obligation(Obligation.Kind.ATTACH_FAILED)),
            new Entry.Settled(WEB)]
    }

    def "an operation that was cut off is found with the steps it began and did"() {
        given:
        def journal = Journal.open(folder)
        journal.append(begin('op-1'))
        journal.append(new Entry.StepStarted('op-1', 0, 0))
        journal.append(new Entry.StepDone('op-1', 0, 0))
        journal.append(new Entry.StepStarted('op-1', 1, 0))
        journal.append(begin('op-2'))
        journal.append(new Entry.End('op-2', Outcome.DONE))

        when: 'the agent ends and another begins'
        journal.close()
        def next = Journal.open(folder)

        then:
        next.unfinished()*.begin() == [begin('op-1')]
        next.unfinished()[0].touched() == [new JournalState.Place(0, 0), new JournalState.Place(1, 0)] as Set
        next.unfinished()[0].done() == [new JournalState.Place(0, 0)] as Set

        cleanup:
        next?.close()
    }

    def "what is owed stays on record until it is settled, over any number of restarts"() {
        when:
        Journal.open(folder).withCloseable { it.append(new Entry.Owed(obligation(Obligation.Kind.PAUSED))) }
        2.times { Journal.open(folder).close() }

        then:
        Journal.open(folder).withCloseable { it.obligations() } == [(WEB): obligation(Obligation.Kind.PAUSED)]

        when:
        Journal.open(folder).withCloseable { it.append(new Entry.Settled(WEB)) }

        then:
        Journal.open(folder).withCloseable { it.obligations() }.isEmpty()
    }

    def "a last line that a crash tore at byte #cut of it is left out, and all before it is kept"() {
        given:
        Journal.open(folder).withCloseable { it.append(new Entry.Owed(obligation(Obligation.Kind.PAUSED))) }
        def whole = Files.readAllBytes(file)
        Files.writeString(file, new EntryCodec().encode(new Entry.Settled(WEB)).substring(0, cut), StandardOpenOption.APPEND)

        when:
        def state = Journal.open(folder).withCloseable { it.obligations() }

        then:
        state.size() == 1
        Files.readAllBytes(file) == whole

        where:
        cut << [1, 8, 9, 10, 30]
    }

    def "a damaged line ends the reading and is kept aside for whoever looks into it"() {
        given:
        Journal.open(folder).withCloseable {
            it.append(new Entry.Owed(obligation(Obligation.Kind.PAUSED)))
            it.append(new Entry.Settled(WEB))
        }
        def bytes = Files.readAllBytes(file)
        bytes[bytes.length - 5] ^= 1
        Files.write(file, bytes)

        expect: 'rather one settlement too few than one too many'
        Journal.open(folder).withCloseable { it.obligations() }.size() == 1
        Files.exists(folder.resolve('journal.damaged'))
    }

    def "the file does not grow with the agent's age"() {
        given:
        def journal = Journal.open(folder)

        when:
        20.times {
            400.times {
                journal.append(new Entry.Owed(obligation(Obligation.Kind.PAUSED)))
            }
        }

        then:
        Files.size(file) < 2 * (1 << 20)
        journal.obligations().size() == 1

        cleanup:
        journal?.close()
    }

    def "a second agent is kept out, and let in when the first is gone"() {
        given:
        def first = Journal.open(folder)

        when:
        Journal.open(folder)

        then:
        def refused = thrown(SvffException)
        refused.message.contains('another agent')
        refused.message.contains(folder.toString())

        when:
        first.close()
        Journal.open(folder).close()

        then:
        noExceptionThrown()
    }

    def "a folder that cannot be used is named"() {
        given:
        def occupied = Files.writeString(folder.resolve('file'), '')

        when:
        Journal.open(occupied)

        then:
        def refused = thrown(SvffException)
        refused.message.contains(occupied.toString())
        refused.message.contains('state.folder')
    }
}
