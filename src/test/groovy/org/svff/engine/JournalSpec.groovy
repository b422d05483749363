package org.svff.engine

import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.StandardOpenOption
import org.svff.pci.PciAddress
import org.svff.pci.VfName
import org.opentest4j.TestAbortedException
import org.svff.plan.Plan
import org.svff.plan.Stage
import org.svff.plan.Step
import org.svff.testbed.Fate
import org.svff.testbed.MortalDisk
import org.svff.testbed.Tally
import org.svff.world.BindingId
import org.svff.world.NetworkSettings
import org.svff.world.NvmeSettings
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
            new Step.SetNvme(PF, [1: new NvmeSettings(true, 4, 2)], [1: NvmeSettings.OFF]),
            new Step.BindDriver(VF, Optional.of('vfio-pci'), Optional.empty())]
        new Entry.Begin(id, 'local', 12L, new Plan('do it', 3, [PF] as Set, every.collect { new Stage(it.toString(), [it]) }, 5, ['note']))
    }

    private static Obligation obligation(Obligation.Kind kind) {
        new Obligation(WEB, VF, PF.plus(0x84), Optional.of('rp0'), 77, Optional.of('boot:7'), kind, 'why', 5)
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
            new Entry.StepUndone('op-1', 1, 2),
            new Entry.End('op-1', Outcome.ROLLED_BACK),
            new Entry.Owed(obligation(Obligation.Kind.ATTACH_FAILED)),
            new Entry.Settled(WEB)]
    }

    def "an operation that was cut off is found with the steps it began and did"() {
        given:
        def journal = Journal.open(folder, Disk.real())
        journal.append(begin('op-1'))
        journal.append(new Entry.StepStarted('op-1', 0, 0))
        journal.append(new Entry.StepDone('op-1', 0, 0))
        journal.append(new Entry.StepStarted('op-1', 1, 0))
        journal.append(begin('op-2'))
        journal.append(new Entry.End('op-2', Outcome.DONE))

        when: 'the agent ends and another begins'
        journal.close()
        def next = Journal.open(folder, Disk.real())

        then:
        next.unfinished()*.begin() == [begin('op-1')]
        next.unfinished()[0].touched() == [new JournalState.Place(0, 0), new JournalState.Place(1, 0)] as Set
        next.unfinished()[0].done() == [new JournalState.Place(0, 0)] as Set

        cleanup:
        next?.close()
    }

    def "what is owed stays on record until it is settled, over any number of restarts"() {
        when:
        Journal.open(folder, Disk.real()).withCloseable { it.append(new Entry.Owed(obligation(Obligation.Kind.PAUSED))) }
        2.times { Journal.open(folder, Disk.real()).close() }

        then:
        Journal.open(folder, Disk.real()).withCloseable { it.obligations() } == [(WEB): obligation(Obligation.Kind.PAUSED)]

        when:
        Journal.open(folder, Disk.real()).withCloseable { it.append(new Entry.Settled(WEB)) }

        then:
        Journal.open(folder, Disk.real()).withCloseable { it.obligations() }.isEmpty()
    }

    def "a last line that a crash tore at any byte of it is left out, and all before it is kept"() {
        given: 'names with letters of several bytes, which a crash may tear too'
        def vm = new BindingId('wéb-\u4e16\ud83d\ude00', 'svff-0')
        def kept = new Obligation(vm, VF, PF.plus(0x84), Optional.of('rp0'), 77, Optional.empty(), Obligation.Kind.PAUSED, 'wärum', 5)
        Journal.open(folder, Disk.real()).withCloseable { it.append(new Entry.Owed(kept)) }
        def whole = Files.readAllBytes(file)
        def line = (new EntryCodec().encode(new Entry.Settled(vm)) + '\n').getBytes('UTF-8')

        expect:
        (0..<line.length).each { cut ->
            Files.write(file, whole)
            Files.write(file, Arrays.copyOf(line, cut), StandardOpenOption.APPEND)
            assert Journal.open(folder, new MortalDisk(new Fate())).withCloseable { it.obligations() } == [(vm): kept]: "torn at byte $cut"
            assert Files.readAllBytes(file) == whole
        }
        Tally.add('journal torn', line.length)
    }

    def "a damaged line costs no other, and the file is kept aside for whoever looks into it"() {
        given:
        def other = new BindingId('db-1', 'svff-0')
        Journal.open(folder, Disk.real()).withCloseable {
            it.append(new Entry.Owed(obligation(Obligation.Kind.PAUSED)))
            it.append(new Entry.Settled(WEB))
            it.append(new Entry.Owed(new Obligation(other, VF, PF.plus(0x84), Optional.empty(), 78, Optional.empty(), Obligation.Kind.PAUSED, '', 5)))
        }
        def bytes = Files.readAllBytes(file)
        bytes[new String(bytes, 'ISO-8859-1').indexOf('settled') + 1] ^= 1
        Files.write(file, bytes)

        expect: 'rather one settlement too few than one debt too few'
        Journal.open(folder, Disk.real()).withCloseable { it.obligations() }.keySet() == [WEB, other] as Set
        Files.readAllBytes(folder.resolve('journal.damaged')) == bytes
    }

    def "a line that says a step was begun may be lost when another says that it was done"() {
        given:
        def state = new JournalState()

        when:
        [begin('op-1'), new Entry.StepDone('op-1', 2, 0)].each { state.apply(it) }

        then:
        state.unfinished()[0].touched() == [new JournalState.Place(2, 0)] as Set
    }

    def "the format is named in the first line; a file of before that is read, one of a newer svff is refused and left alone"() {
        given:
        Journal.open(folder, Disk.real()).withCloseable { it.append(new Entry.Owed(obligation(Obligation.Kind.PAUSED))) }
        def lines = Files.readAllLines(file)

        expect:
        lines[0] == 'svff-journal 1'

        when:
        Files.write(file, lines.drop(1))

        then:
        Journal.open(folder, Disk.real()).withCloseable { it.obligations() }.size() == 1
        Files.readAllLines(file) == lines

        when:
        def newer = Files.writeString(file, 'svff-journal 2\nwhatever that may be\n')
        Journal.open(folder, Disk.real())

        then:
        def refused = thrown(SvffException)
        refused.message.contains(file.toString())
        refused.message.contains('format 2')
        Files.readString(newer) == 'svff-journal 2\nwhatever that may be\n'

        when: 'and the folder is free for the one who can read it'
        Files.write(file, lines)
        Journal.open(folder, Disk.real()).close()

        then:
        noExceptionThrown()
    }

    def "a thread that is interrupted while it writes does not close the journal for all others"() {
        given:
        def journal = Journal.open(folder, Disk.real())

        when:
        Thread.currentThread().interrupt()
        journal.append(begin('op-1'))
        def interrupted = Thread.interrupted()
        journal.append(begin('op-2'))

        then:
        interrupted
        journal.unfinished().size() == 2

        cleanup:
        journal?.close()
    }

    def "what does not fit on a full disk leaves nothing half, and all goes on when there is room: #room bytes"() {
        given:
        def disk = new MortalDisk(new Fate())
        def journal = Journal.open(folder, disk)
        journal.append(begin('op-1'))

        when:
        disk.leaveRoom(room)
        journal.append(begin('op-2'))

        then:
        def full = thrown(SvffException)
        full.message.contains('No space left')
        full.message.contains(file.toString())

        when:
        disk.leaveRoom(Long.MAX_VALUE)
        journal.append(begin('op-3'))
        journal.close()

        then:
        Journal.open(folder, disk).withCloseable { it.unfinished()*.begin()*.operation() } == ['op-1', 'op-3']
        !Files.exists(folder.resolve('journal.damaged'))

        where:
        room << [0, 1, 100]
    }

    def "a full disk keeps no agent from reading what it owes, torn or not"() {
        given:
        def disk = new MortalDisk(new Fate())
        Journal.open(folder, disk).withCloseable { it.append(new Entry.Owed(obligation(Obligation.Kind.PAUSED))) }
        Files.writeString(file, torn, StandardOpenOption.APPEND)
        disk.leaveRoom(0)

        when:
        def journal = Journal.open(folder, disk)

        then:
        journal.obligations().keySet() == [WEB] as Set

        when:
        disk.leaveRoom(Long.MAX_VALUE)
        journal.append(new Entry.Settled(WEB))
        journal.close()

        then:
        Journal.open(folder, disk).withCloseable { it.obligations() }.isEmpty()

        where:
        torn << ['', '01234567 {"entry":']
    }

    def "what has happened counts, and is written before anything else once there is room"() {
        given:
        def disk = new MortalDisk(new Fate())
        def journal = Journal.open(folder, disk)
        journal.append(begin('op-1'))
        disk.leaveRoom(0)

        when: 'an operation ends, and nobody can put it down'
        def trouble = journal.note(new Entry.End('op-1', Outcome.DONE))

        then:
        trouble.get().answer().contains('No space left')
        journal.unfinished().isEmpty()

        when: 'then no other begins'
        journal.append(begin('op-2'))

        then:
        thrown(SvffException)

        when:
        disk.leaveRoom(Long.MAX_VALUE)
        journal.append(begin('op-3'))

        then: 'when one does, the old one does not look unfinished: the next agent would undo it'
        new JournalFile(file, disk).read().entries()*.operation() == ['op-1', 'op-1', 'op-3']

        cleanup:
        journal?.close()
    }

    def "a full disk does not end a journal that has become long"() {
        given:
        def disk = new MortalDisk(new Fate())
        def journal = Journal.open(folder, disk)
        def owed = new Entry.Owed(obligation(Obligation.Kind.PAUSED))
        while (Files.size(file) <= 1 << 20) {
            journal.append(owed)
            disk.leaveRoom(300)
        }

        when: 'it had room for the line, and not for the file that was to be shorter'
        disk.leaveRoom(Long.MAX_VALUE)
        journal.append(new Entry.Settled(WEB))
        journal.close()

        then:
        Journal.open(folder, disk).withCloseable { it.obligations() }.isEmpty()
    }

    def "an agent that dies while it writes the shorter file leaves the longer one"() {
        given:
        Journal.open(folder, Disk.real()).withCloseable { it.append(new Entry.Owed(obligation(Obligation.Kind.PAUSED))) }
        def fate = new Fate()
        fate.dieAt(acts, moment, ['journal '] as Set)

        when:
        try {
            Journal.open(folder, new MortalDisk(fate)).close()
        } catch (SvffException dead) {
            assert dead.message.contains('dead')
        }

        then:
        fate.isDead()
        Journal.open(folder, Disk.real()).withCloseable { it.obligations() }.keySet() == [WEB] as Set

        where:
        [acts, moment] << [[0, 1], Fate.Moment.values()].combinations()
    }

    def "the disk of this machine when it is #what"() {
        given: 'a file system of its own'
        def mounted = Files.createDirectory(folder.resolve('mounted'))
        requires('mount', '-t', 'tmpfs', '-o', 'size=32k', 'svff-test', mounted)

        when:
        def journal = Journal.open(mounted, Disk.real())
        journal.append(new Entry.Owed(obligation(Obligation.Kind.PAUSED)))
        if (readOnly) {
            journal.close()
            requires('mount', '-o', 'remount,ro', mounted)
            Journal.open(mounted, Disk.real())
        } else {
            Files.write(mounted.resolve('other'), new byte[1 << 20])
        }

        then:
        def refused = thrown(Exception)
        refused.message.contains(says)

        when:
        if (readOnly) {
            requires('mount', '-o', 'remount,rw', mounted)
        } else {
            def full = null
            try {
                200.times { journal.append(begin("op-$it")) }
            } catch (SvffException e) {
                full = e
            }
            assert full.message.contains('No space left')
            journal.close()
            journal = Journal.open(mounted, Disk.real()) // no room to write it anew
            assert journal.obligations().keySet() == [WEB] as Set
            Files.delete(mounted.resolve('other'))
            journal.append(new Entry.Undoing('op-0'))
            journal.close()
        }

        then:
        Journal.open(mounted, Disk.real()).withCloseable { it.obligations() }.keySet() == [WEB] as Set

        cleanup:
        journal?.close()
        ['umount', mounted.toString()].execute().waitFor()

        where:
        what        | readOnly || says
        'full'      | false    || 'No space left'
        'read-only' | true     || 'Read-only file system'
    }

    private static void requires(Object... command) {
        def process
        try {
            process = (command*.toString()).execute()
        } catch (IOException e) {
            throw new TestAbortedException("cannot run ${command[0]}: ${e.message}")
        }
        if (process.waitFor() != 0) {
            throw new TestAbortedException("cannot mount here: ${process.err.text.strip()}")
        }
    }

    def "the file does not grow with the agent's age"() {
        given:
        def journal = Journal.open(folder, new MortalDisk(new Fate()))

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
        def first = Journal.open(folder, Disk.real())

        when:
        Journal.open(folder, Disk.real())

        then:
        def refused = thrown(SvffException)
        refused.message.contains('another agent')
        refused.message.contains(folder.toString())

        when:
        first.close()
        Journal.open(folder, Disk.real()).close()

        then:
        noExceptionThrown()
    }

    def "a folder that cannot be used is named"() {
        given:
        def occupied = Files.writeString(folder.resolve('file'), '')

        when:
        Journal.open(occupied, Disk.real())

        then:
        def refused = thrown(SvffException)
        refused.message.contains(occupied.toString())
        refused.message.contains('state.folder')
    }
}
