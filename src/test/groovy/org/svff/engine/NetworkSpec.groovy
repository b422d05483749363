package org.svff.engine

import static org.svff.testbed.Lab.CARD
import static org.svff.testbed.Lab.OTHER

import org.svff.host.Errno
import org.svff.pci.VfName
import org.svff.plan.Request
import org.svff.plan.VfChoice
import org.svff.sim.GuestBehaviour
import org.svff.sim.KernelFault
import org.svff.testbed.Lab
import org.svff.world.BindingId
import org.svff.world.NetworkSettings
import org.svff.world.PauseSupport
import spock.lang.AutoCleanup
import spock.lang.Specification

/** What is set on network VFs from the host, which the kernel forgets with each VF. */
class NetworkSpec extends Specification {
    static final WEB = new BindingId('web-1', 'svff-0')
    static final SECOND = new BindingId('web-1', 'svff-1')
    static final OWN = new NetworkSettings('52:54:00:00:00:0a', 7, 3, NetworkSettings.DOT1Q,
            Optional.of(true), Optional.of(false), 1, 0, 100)

    @AutoCleanup
    Lab lab = new Lab()

    def setup() {
        lab.startVm('web-1', PauseSupport.VFIO_PAUSE, GuestBehaviour.OBLIGING)
        assert count(2).outcome() == Outcome.DONE
        assert lab.run(new Request.Attach('web-1', new VfChoice.Named(vf(0)), Optional.empty())).outcome() == Outcome.DONE
        set(0, OWN)
    }

    def 'another number of VFs leaves it as it was, on VFs in use and on others'() {
        given:
        set(1, OWN.withMac('52:54:00:00:00:0b'))

        when:
        def report = count(4)

        then:
        report.outcome() == Outcome.DONE
        settings() == [0: OWN, 1: OWN.withMac('52:54:00:00:00:0b'), 2: NetworkSettings.NONE, 3: NetworkSettings.NONE]
        lab.world().vf(new VfName(CARD, 0)).get().network().get() == OWN
    }

    def 'a reconfigure that is rolled back leaves it as it was'() {
        given:
        lab.host().kernel().fail(new KernelFault.ShortEnable(CARD, 3))

        when:
        def report = count(4)

        then:
        report.outcome() == Outcome.ROLLED_BACK
        settings() == [0: OWN, 1: NetworkSettings.NONE]
    }

    def 'a kernel that refuses it is told of, and no guest stays without its VF'() {
        given:
        lab.host().kernel().fail(new KernelFault.WriteFails('eth1', Errno.EINVAL))

        when:
        def report = count(4)

        then:
        report.outcome() == Outcome.FAILED
        report.troubles()*.toString().any { it.contains('eth1') && it.contains('EINVAL') }
        lab.world().binding(WEB).get().state().toString() == 'ATTACHED'
        lab.world().pf(CARD).get().numVfs() == 2
    }

    def 'a binding that stays paused while its VF goes finds it again, with the same settings'() {
        given:
        def other = OWN.withMac('52:54:00:00:00:0b')
        assert lab.run(new Request.Attach('web-1', new VfChoice.Named(vf(1)), Optional.empty())).outcome() == Outcome.DONE
        set(1, other)

        when: 'the VF goes'
        def gone = lab.run(new Request.ReconfigurePf(CARD, 1, false, [SECOND] as Set))

        then:
        gone.outcome() == Outcome.DONE
        lab.world().binding(SECOND).get().network().get() == other

        when: 'an agent that knows nothing has the card made with other counts'
        lab.restart()
        count(0, [WEB] as Set)
        count(1)
        lab.run(new Request.Resume([WEB] as Set))

        then:
        settings() == [0: OWN]
        lab.world().binding(WEB).get().network().isEmpty()

        when: 'the VF is there again'
        count(3)
        def resumed = lab.run(new Request.Resume([SECOND] as Set))

        then:
        resumed.outcome() == Outcome.DONE
        settings() == [0: OWN, 1: other, 2: NetworkSettings.NONE]
        lab.world().bindings()*.network().every { it.isEmpty() }

        when: 'it is changed from now on, that counts'
        set(1, OWN.withMac('52:54:00:00:00:0c'))
        count(2)

        then:
        settings()[1] == OWN.withMac('52:54:00:00:00:0c')
    }

    def 'VFs that somebody else made again get it with the resume'() {
        given:
        assert count(0, [WEB] as Set).outcome() == Outcome.DONE
        lab.host().kernel().write("/sys/bus/pci/devices/$CARD/sriov_numvfs", '2')

        when:
        def report = lab.run(new Request.Resume([WEB] as Set))

        then:
        report.outcome() == Outcome.DONE
        settings() == [0: OWN, 1: NetworkSettings.NONE]
        lab.world().binding(WEB).get().network().isEmpty()
    }

    def 'it goes along to another VF, also when the own one is gone'() {
        given:
        assert lab.run(new Request.ReconfigurePf(OTHER, 1, false, [] as Set)).outcome() == Outcome.DONE
        assert count(0, [WEB] as Set).outcome() == Outcome.DONE

        when:
        def report = lab.run(new Request.ReconfigureBinding(WEB, new VfName(OTHER, 0), false))

        then:
        report.outcome() == Outcome.DONE
        lab.world().vf(new VfName(OTHER, 0)).get().network().get() == OWN
    }

    def 'a VF that cannot go is left with its settings, and nothing is kept'() {
        given:
        lab.host().kernel().fail(new KernelFault.WriteFails("$CARD/sriov_numvfs", Errno.EIO))

        when:
        def report = count(0, [WEB] as Set)

        then:
        report.outcome() != Outcome.DONE
        lab.world().bindings()*.network().every { it.isEmpty() }
    }

    def 'a guest that is moved to another card takes it along'() {
        given:
        lab.run(new Request.ReconfigurePf(OTHER, 1, false, [] as Set))

        when:
        def report = lab.run(new Request.ReconfigureBinding(WEB, new VfName(OTHER, 0), false))

        then:
        report.outcome() == Outcome.DONE
        lab.host().kernel().vfSettings('eth2') == [0: OWN]
        settings()[0] == NetworkSettings.NONE
    }

    def 'what a guest took along is taken from its old VF by name, also when the kernel shows it no more'() {
        given: 'a driver that shows no MAC after the reset, and leaves it in the filters'
        set(0, NetworkSettings.NONE.withMac(OWN.mac()))
        lab.run(new Request.ReconfigurePf(OTHER, 1, false, [] as Set))
        lab.host().kernel().fail(new KernelFault.ForgetsMac(CARD))

        when:
        def report = lab.run(new Request.ReconfigureBinding(WEB, new VfName(OTHER, 0), false))

        then:
        report.outcome() == Outcome.DONE
        lab.writes().any { it.startsWith('eth1 vf 0=MAC none') }
        lab.host().kernel().vfSettings('eth2')[0].mac() == OWN.mac()
    }

    def 'a guest whose VF goes is given another, with what was set on its own'() {
        when:
        def report = lab.run(new Request.ReconfigurePf(CARD, 1, false, [] as Set))

        then: 'without a move nothing has to be done for it'
        report.outcome() == Outcome.DONE

        when:
        count(2)
        lab.run(new Request.ReconfigureBinding(WEB, vf(1), false))
        def moved = lab.run(new Request.ReconfigurePf(CARD, 1, false, [] as Set, [(WEB): vf(0)]))

        then:
        moved.outcome() == Outcome.DONE
        settings() == [0: OWN]
        lab.world().binding(WEB).get().vf().get() == vf(0)
    }

    private Report count(int vfs, Set<BindingId> mayLose = []) {
        lab.run(new Request.ReconfigurePf(CARD, vfs, false, mayLose))
    }

    private void set(int vf, NetworkSettings settings) {
        lab.host().kernel().setVfSettings('eth1', vf, settings, NetworkSettings.NONE)
    }

    private Map<Integer, NetworkSettings> settings() {
        lab.host().kernel().vfSettings('eth1')
    }

    private static VfName vf(int index) {
        new VfName(CARD, index)
    }
}
