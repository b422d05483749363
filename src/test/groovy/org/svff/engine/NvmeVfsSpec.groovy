package org.svff.engine

import static org.svff.testbed.Lab.CARD

import java.time.Clock
import org.svff.host.Errno
import org.svff.host.NvmeCommand
import org.svff.host.NvmeStatus
import org.svff.pci.VfName
import org.svff.plan.Request
import org.svff.plan.VfChoice
import org.svff.sim.GuestBehaviour
import org.svff.sim.KernelFault
import org.svff.sim.SimCard
import org.svff.testbed.Lab
import org.svff.world.BindingId
import org.svff.world.NvmeSettings
import org.svff.world.PauseSupport
import org.svff.world.SettingsChange
import spock.lang.AutoCleanup
import spock.lang.Specification

/** VFs of an NVMe card, whose controllers are of no use before they are online with queues and interrupts. */
class NvmeVfsSpec extends Specification {
    static final WEB = new BindingId('web-1', 'svff-0')
    static final FILE = '/dev/nvme1'
    static final SHARE = new NvmeSettings(true, 4, 4)

    @AutoCleanup
    Lab lab = new Lab(Clock.systemUTC(), SimCard.nvme(CARD.toString(), 4, 16))

    def setup() {
        lab.startVm('web-1', PauseSupport.VFIO_PAUSE, GuestBehaviour.OBLIGING)
    }

    def 'new VFs come online with the share that they would have of all that the card can have'() {
        when:
        def report = count(2)

        then:
        report.outcome() == Outcome.DONE
        settings() == [SHARE, SHARE]
        report.notes().any { it.contains('divides 16 queues and 16 interrupts') && it.contains('4 VFs, 4 and 4') && it.contains('nothing is done to the PF') }
    }

    def 'a guest finds what its VF had, online before anybody takes it, when VFs are made anew'() {
        given:
        count(2)
        assert set(0, 'queues=6 interrupts=5').outcome() == Outcome.DONE
        assert attach(0).outcome() == Outcome.DONE
        def from = lab.writes().size()

        when:
        def report = count(3)

        then:
        report.outcome() == Outcome.DONE
        settings() == [new NvmeSettings(true, 6, 5), SHARE, SHARE]
        lab.world().binding(WEB).get().state().toString() == 'ATTACHED'
        def writes = lab.writes().drop(from)
        def at = { String what -> writes.findIndexOf { it.contains(what) } }
        at('take secondary controller 1 offline') < at('sriov_numvfs=0')
        at('sriov_numvfs=3') < at('bring secondary controller 1 online')
        at('bring secondary controller 1 online') < at('vfio-pci')
    }

    def 'a reconfigure that is rolled back leaves them as they were'() {
        given:
        count(2)
        set(0, 'queues=6')
        attach(0)
        lab.host().kernel().fail(new KernelFault.ShortEnable(CARD, 3))

        expect:
        count(4).outcome() == Outcome.ROLLED_BACK
        settings() == [new NvmeSettings(true, 6, 4), SHARE]
        lab.world().binding(WEB).get().state().toString() == 'ATTACHED'
    }

    def 'a paused guest gets its VF back online, also when somebody made the VFs anew meanwhile'() {
        given:
        count(2)
        attach(0)
        lab.run(new Request.Pause([WEB] as Set))
        offline(1)

        when:
        def report = lab.run(new Request.Resume([WEB] as Set))

        then:
        report.outcome() == Outcome.DONE
        settings()[0] == SHARE
    }

    def 'a VF that is offline is brought online when a VM gets it'() {
        given:
        count(1)
        offline(1)

        expect:
        attach(0).outcome() == Outcome.DONE
        settings() == [SHARE]
    }

    def 'where not enough is left, VFs stay offline, which the plan says, and cannot be attached'() {
        given:
        count(2)
        assert set(0, 'queues=8').outcome() == Outcome.DONE
        assert set(1, 'queues=8').outcome() == Outcome.DONE

        when:
        def report = count(3)

        then:
        report.outcome() == Outcome.DONE
        settings() == [new NvmeSettings(true, 8, 4), new NvmeSettings(true, 8, 4), NvmeSettings.OFF]
        report.notes().any { it.contains('not enough left for 0000:01:00.0/2') }

        and:
        def refused = attach(2)
        refused.outcome() == Outcome.REFUSED
        refused.troubles()[0].toString().contains('has 0 left of 16')
    }

    def 'refused before anything is touched: #what'() {
        given:
        count(2)
        attach(0)
        def from = lab.writes().size()

        when:
        def report = set(vf, change)

        then:
        report.outcome() == Outcome.REFUSED
        report.troubles()[0].toString().contains(says)
        lab.writes().size() == from

        where:
        what                        | vf | change         || says
        'a guest has it'            | 0  | 'queues=5'     || 'the guest of web-1 has it'
        'more than a VF can have'   | 1  | 'queues=9'     || '8 queues at most'
        'more than there are'       | 1  | 'queues=13'    || 'has 12 left of 16'
        'settings of network cards' | 1  | 'vlan=7'       || 'no network interface'
    }

    def 'a VF is taken offline, and brought online again with its share'() {
        given:
        count(1)

        expect:
        set(0, 'online=off').outcome() == Outcome.DONE
        settings() == [NvmeSettings.OFF]
        set(0, 'online=on').outcome() == Outcome.DONE
        settings() == [SHARE]
        set(0, 'queues=4').outcome() == Outcome.UNCHANGED
    }

    def 'a card that refuses it is told of, and no guest stays without its VF'() {
        given:
        count(2)
        attach(0)
        lab.host().kernel().fail(new KernelFault.WriteFails('nvme1', Errno.EIO))

        when:
        def report = count(3)

        then:
        report.outcome() != Outcome.DONE
        report.troubles()*.toString().any { it.contains('EIO') }
        lab.world().pf(CARD).get().numVfs() == 2
        lab.world().binding(WEB).get().state().toString() == 'ATTACHED'
    }

    def 'a guest that moves to another VF takes along what it knows its device with'() {
        given:
        count(2)
        set(0, 'interrupts=6')
        attach(0)

        when:
        def report = lab.run(new Request.ReconfigureBinding(WEB, vf(1), false))

        then:
        report.outcome() == Outcome.DONE
        settings()[1] == new NvmeSettings(true, 4, 6)
    }

    def 'a network card has no such settings'() {
        given:
        lab.close()
        lab = new Lab()
        lab.run(new Request.ReconfigurePf(CARD, 1, false, [] as Set))

        expect:
        set(0, 'queues=4').troubles()[0].toString().contains('divides no queues and interrupts')
    }

    def "the mock kernel's controller has the traps of a real one: #what"() {
        given:
        count(2)
        before.each { order(it) }

        expect:
        order(command) == status

        where:
        what                                   | before                                     | command          || status
        'given while online'                   | []                                         | assign(1, 0, 2)  || NvmeStatus.INVALID_STATE
        'more than one VF can have'            | [online(1, false)]                         | assign(1, 0, 9)  || NvmeStatus.INVALID_NUMBER
        'more than is left'                    | [online(3, false), assign(3, 0, 8)]        | assign(4, 0, 2)  || NvmeStatus.INVALID_RESOURCE
        'online without queues'                | [online(1, false), assign(1, 1, 2)]        | online(1, true)  || NvmeStatus.INVALID_STATE
        'online without a VF'                  | [assign(3, 0, 2), assign(3, 1, 2)]         | online(3, true)  || NvmeStatus.INVALID_STATE
        'no such controller'                   | []                                         | online(5, true)  || NvmeStatus.INVALID_CONTROLLER
        'all is well'                          | [online(1, false), assign(1, 0, 2), assign(1, 1, 1)] | online(1, true) || 0
    }

    private static NvmeCommand assign(int id, int resource, int count) {
        new NvmeCommand(NvmeCommand.VIRTUALIZATION_MANAGEMENT, NvmeCommand.ASSIGN | resource << 8 | id << 16, count)
    }

    private static NvmeCommand online(int id, boolean on) {
        new NvmeCommand(NvmeCommand.VIRTUALIZATION_MANAGEMENT, (on ? NvmeCommand.BRING_ONLINE : NvmeCommand.TAKE_OFFLINE) | id << 16, 0)
    }

    private int order(NvmeCommand command) {
        lab.host().kernel().nvmeAdmin(FILE, command, new byte[0])
    }

    private void offline(int controller) {
        assert order(online(controller, false)) == 0
        lab.world()
    }

    private Report count(int vfs) {
        lab.run(new Request.ReconfigurePf(CARD, vfs, false, [] as Set))
    }

    private Report attach(int vf) {
        lab.run(new Request.Attach('web-1', new VfChoice.Named(NvmeVfsSpec.vf(vf)), Optional.empty()))
    }

    private Report set(int vf, String change) {
        lab.run(new Request.ReconfigureSettings(NvmeVfsSpec.vf(vf), SettingsChange.parse(change)))
    }

    private List<NvmeSettings> settings() {
        lab.world().pf(CARD).get().vfs()*.nvme()*.get()
    }

    private static VfName vf(int index) {
        new VfName(CARD, index)
    }
}
