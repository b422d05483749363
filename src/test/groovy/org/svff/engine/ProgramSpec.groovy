package org.svff.engine

import static org.svff.testbed.Lab.CARD

import java.time.Clock
import java.time.Duration
import org.svff.host.Errno
import org.svff.pci.PciAddress
import org.svff.pci.VfName
import org.svff.plan.Request
import org.svff.plan.VfChoice
import org.svff.sim.GuestBehaviour
import org.svff.sim.KernelFault
import org.svff.sim.SimCard
import org.svff.testbed.Lab
import org.svff.world.BindingId
import org.svff.world.PauseSupport
import org.svff.world.Queues
import spock.lang.AutoCleanup
import spock.lang.Specification

/** Images are loaded by a shell script into cards of the mock kernel, which become what the image says. */
class ProgramSpec extends Specification {
    static final WEB = new BindingId('web-1', 'svff-0')
    static final DB = new BindingId('db-1', 'svff-0')
    static final QDMA = "cards: ['10ee:903f']"

    @AutoCleanup
    Lab lab = new Lab(Clock.systemUTC(), SimCard.qdma(CARD.toString(), 4))

    def setup() {
        lab.images().add('v1', 'version=1', QDMA)
        lab.images().add('v2', 'version=2', QDMA)
        assert program('v1').outcome() == Outcome.DONE
        assert lab.run(new Request.ReconfigureQueues(CARD, 256, false)).outcome() == Outcome.DONE
        assert lab.run(new Request.ReconfigurePf(CARD, 2, false, [] as Set)).outcome() == Outcome.DONE
        ['web-1', 'db-1'].eachWithIndex { vm, i ->
            lab.startVm(vm, PauseSupport.VFIO_PAUSE, GuestBehaviour.OBLIGING)
            assert lab.run(new Request.Attach(vm, new VfChoice.Named(new VfName(CARD, i)), Optional.empty())).outcome() == Outcome.DONE
        }
    }

    def 'guests keep their devices, queues and VFs are as before, and the progress is told'() {
        given:
        def lines = [].asSynchronized()
        lab.engine().subscribe { if (it.type() == EventType.OPERATION_PROGRESS) lines << it.message() }

        when:
        def report = program('v2')

        then:
        report.outcome() == Outcome.DONE
        image() == 'v2'
        states() == ['ATTACHED', 'ATTACHED']
        lab.world().pf(CARD).get().queues().get() == new Queues(256, 256)
        lab.world().pf(CARD).get().numVfs() == 2
        lab.vms().values().every { it.unplugged() == [] }
        lab.broken() == []
        report.steps()*.step().findAll { it =~ /bus|load|find|queues/ } == [
                "take the card $CARD off the PCI bus".toString(), "load the image v2 into $CARD".toString(),
                "find the card $CARD again".toString(), "set the queues of $CARD (qdma/qmax) to 256".toString()]
        lines.any { it.endsWith("load the image v2 into $CARD: erasing $CARD") }
    }

    def 'the image is known to the next agent, and loaded once only'() {
        when:
        lab.restart()

        then:
        image() == 'v1'
        program('v1').outcome() == Outcome.UNCHANGED
    }

    def 'a loader that fails: the former image is loaded again'() {
        given:
        lab.images().add('bad', 'refuse=yes', QDMA)

        when:
        def report = program('bad')

        then:
        report.outcome() == Outcome.ROLLED_BACK
        report.troubles()[0].answer() == "it ended with status 3; it said: erasing $CARD | this is no bitstream"
        isAsBefore()
        report.steps().any { it.step() == "load the image v1 into $CARD" && it.status() == 'undone' }
    }

    def 'a loader that takes too long is ended, with what it started'() {
        given:
        lab.images().add('endless', 'hang=yes', QDMA)
        lab.restartLoadingWithin(Duration.ofSeconds(1))

        when:
        def report = program('endless')

        then:
        report.outcome() == Outcome.ROLLED_BACK
        report.troubles()[0].answer().startsWith('it was ended after 1 s (deadline.image)')
        isAsBefore()
        ProcessHandle.current().descendants().noneMatch { it.info().command().orElse('').endsWith('sleep') }
    }

    def 'a card that is not found again, or is another thing: #what'() {
        given:
        lab.images().add('odd', content, manifest)

        when:
        def report = program('odd')

        then:
        report.outcome() == Outcome.ROLLED_BACK
        report.troubles()[0].answer().contains(says)
        isAsBefore()

        where:
        what                  | content       | manifest                         || says
        'it stays away'       | 'gone=yes'    | QDMA                             || 'after a rescan of the PCI bus there is no card'
        'other ids'           | 'device=9048' | QDMA                             || 'there is 10ee:9048 at 0000:01:00.0, and it should show as 10ee:903f'
        'not the ids it says' | 'x=1'         | QDMA + "\nshows: '10ee:9048'"    || 'should show as 10ee:9048'
        'fewer VFs'           | 'vfs=1'       | QDMA                             || 'allows 1 VFs'
        'no mailbox'          | 'mailbox=no'  | QDMA                             || 'EPERM'
        'too few queues'      | 'queues=128'  | QDMA                             || 'EINVAL'
    }

    def 'other ids are taken when the manifest says so, another address in any case'() {
        given:
        lab.images().add('new', 'device=9048\nat=0000:07:00.0', QDMA + "\nshows: '10ee:9048'")
        def there = PciAddress.parse('0000:07:00.0')

        when:
        def report = program('new')

        then:
        report.outcome() == Outcome.DONE
        report.notes().contains("the card that was at $CARD is at $there now".toString())
        lab.world().pf(CARD).empty
        lab.world().pf(there).get().image().get().name() == 'new'
        lab.world().binding(WEB).get().vf().get() == new VfName(there, 0)
        states() == ['ATTACHED', 'ATTACHED']
        lab.world().pf(there).get().queues().get() == new Queues(256, 256)
    }

    def 'guests whose device is another by then stay paused, with the reason: #how'() {
        given:
        lab.images().add('other', 'vf-device=a048', QDMA + manifest)

        when:
        def report = program('other')

        then:
        report.outcome() == Outcome.DONE
        states() == ['PAUSED', 'PAUSED']
        lab.world().binding(WEB).get().note().contains('10ee:a048')
        lab.world().binding(WEB).get().note().contains('10ee:a03f')
        report.notes().any { it.startsWith('web-1/svff-0 stays paused: ') }

        when: 'the former image comes back'
        program('v1')
        def resumed = lab.run(new Request.Resume([WEB, DB] as Set))

        then:
        resumed.outcome() == Outcome.DONE
        states() == ['ATTACHED', 'ATTACHED']

        where:
        how                      | manifest
        'the manifest says so'   | "\nvfs: {shows: '10ee:a048'}"
        'the card only shows it' | ''
    }

    def 'an image with fewer VFs leaves those paused that have none, as the plan says'() {
        given:
        lab.images().add('small', 'vfs=1', QDMA + '\nvfs: {most: 1}')

        when:
        def report = program('small')

        then:
        report.outcome() == Outcome.DONE
        lab.world().pf(CARD).get().numVfs() == 1
        lab.world().binding(WEB).get().state().toString() == 'ATTACHED'
        lab.world().binding(DB).get().state().toString() == 'PAUSED'
        report.notes().any { it.startsWith('db-1/svff-0 stays paused') }
    }

    def 'a card that cannot be taken off the bus keeps its image'() {
        given:
        lab.host().kernel().fail(new KernelFault.WriteFails("$CARD/remove", Errno.EIO))

        when:
        def report = program('v2')

        then:
        report.outcome() == Outcome.ROLLED_BACK
        isAsBefore()
    }

    def 'refused before anything is touched: #what'() {
        given:
        def from = lab.writes().size()
        prepare.call(lab)

        when:
        def report = program(name, vfs)

        then:
        report.outcome() == Outcome.REFUSED
        report.troubles()[0].toString().contains(says)
        lab.writes().size() == from
        states() == ['ATTACHED', 'ATTACHED']

        where:
        what                | name          | prepare || says
        'no such image'     | 'v3'          | {}      || 'there is no '
        'a way out'         | '../v2'       | {}      || 'no name of an image'
        'another card'      | 'igb'         | { it.images().add('igb', 'x', "cards: ['8086:10c9']") } || 'is for 8086:10c9'
        'a changed file'    | 'v2'          | { it.images().folder().resolve('v2.bit').toFile() << 'x' } || 'its sha256 is'
        'a writable file'   | 'v2'          | { it.images().folder().resolve('v2.bit').toFile().setWritable(true, false) } || 'can be written by others'
        'a writable folder' | 'v2'          | { it.images().folder().toFile().setWritable(true, false) } || 'can be written by others'
        'a lost file'       | 'v2'          | { it.images().folder().resolve('v2.bit').toFile().delete() } || 'cannot look at'
        'an odd manifest'   | 'odd'         | { it.images().add('odd', 'x', QDMA + '\nurl: x') } || "'url' is none of its fields"
        'no cards'          | 'none'        | { it.images().add('none', 'x', 'description: x') } || 'it lacks cards'
        'another loader'    | 'vivado'      | { it.images().add('vivado', 'x', QDMA + '\nloader: vivado') } || 'vivado is not there'
        'too many VFs'      | 'few'         | { it.images().add('few', 'x', QDMA + '\nvfs: {most: 2}') } || 'at most 2 VFs'
        vfs = what == 'too many VFs' ? 3 : -1
    }

    private Report program(String image, int vfs = -1) {
        lab.run(new Request.Program(CARD, image, vfs < 0 ? OptionalInt.empty() : OptionalInt.of(vfs), false))
    }

    private String image() {
        lab.world().pf(CARD).get().image().map { it.name() }.orElse('')
    }

    private List<String> states() {
        [WEB, DB].collect { lab.world().binding(it).get().state().toString() }
    }

    private void isAsBefore() {
        assert image() == 'v1'
        assert lab.images().flashed() == [(CARD.toString()): 'version=1']
        assert states() == ['ATTACHED', 'ATTACHED']
        assert lab.world().pf(CARD).get().numVfs() == 2
        assert lab.world().pf(CARD).get().queues().get() == new Queues(256, 256)
        assert lab.vms().values().every { it.unplugged() == [] }
        assert lab.broken() == []
    }
}
