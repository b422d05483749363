package org.svff.engine

import static org.svff.testbed.Lab.CARD

import java.time.Clock
import org.svff.host.Errno
import org.svff.pci.VfName
import org.svff.plan.Request
import org.svff.plan.VfChoice
import org.svff.sim.GuestBehaviour
import org.svff.sim.KernelFault
import org.svff.sim.SimCard
import org.svff.testbed.Lab
import org.svff.world.NetworkSetting
import org.svff.world.NetworkSettings
import org.svff.world.PauseSupport
import org.svff.world.SettingsChange
import spock.lang.AutoCleanup
import spock.lang.Specification

/** Changing what is set on a network VF from the host. */
class SettingsSpec extends Specification {
    /** What igb shows of a new VF. */
    static final NEW = new NetworkSettings(NetworkSettings.NO_MAC, 0, 0, NetworkSettings.DOT1Q,
            Optional.of(true), Optional.of(false), 0, 0, 0)
    static final MAC = '52:54:00:00:00:0a'

    @AutoCleanup
    Lab lab = new Lab()

    def setup() {
        lab.startVm('web-1', PauseSupport.VFIO_PAUSE, GuestBehaviour.OBLIGING)
        assert count(2).outcome() == Outcome.DONE
        (0..1).each { lab.host().kernel().setVfSettings('eth1', it, NEW, NetworkSettings.NONE) }
    }

    def 'a VF is given its settings, which are read back; asked for once more, nothing is done'() {
        when:
        def report = set(0, "mac=$MAC vlan=7 qos=3 trust=on spoof-check=off max-tx-rate=100")

        then:
        report.outcome() == Outcome.DONE
        settings()[0] == new NetworkSettings(MAC, 7, 3, NetworkSettings.DOT1Q, Optional.of(false), Optional.of(true), 0, 0, 100)
        lab.world().vf(vf(0)).get().network().get() == settings()[0]
        settings()[1] == NEW

        when:
        def from = lab.writes().size()
        def again = set(0, "mac=$MAC vlan=7")

        then:
        again.outcome() == Outcome.UNCHANGED
        lab.writes().size() == from
    }

    def 'a guest keeps its VF while that is changed, and finds it again when VFs are made anew'() {
        given:
        assert set(0, "mac=$MAC").outcome() == Outcome.DONE
        assert lab.run(new Request.Attach('web-1', new VfChoice.Named(vf(0)), Optional.empty())).outcome() == Outcome.DONE

        when:
        def report = set(0, 'vlan=7 trust=on')

        then:
        report.outcome() == Outcome.DONE
        lab.world().bindings()*.state()*.toString() == ['ATTACHED']
        def set = settings()[0]
        [set.mac(), set.vlan(), set.trust().get()] == [MAC, 7, true]

        expect:
        count(4).outcome() == Outcome.DONE
        settings()[0] == set
        lab.run(new Request.RecreateVfs(CARD, false)).outcome() == Outcome.DONE
        settings()[0] == set
    }

    def 'a new MAC below a guest comes with a word on when the guest sees it'() {
        given:
        lab.run(new Request.Attach('web-1', new VfChoice.Named(vf(0)), Optional.empty()))

        expect:
        set(0, "mac=$MAC").notes().any { it.contains('the guest of web-1') && it.contains('loads its driver anew') }
    }

    def 'the driver refuses #setting with #errno: what was set before that is taken back'() {
        given:
        lab.host().kernel().fail(new KernelFault.RefusesSetting('eth1', setting, errno))

        when:
        def report = set(0, "mac=$MAC vlan=7 link=on max-tx-rate=100 spoof-check=off trust=on")

        then:
        report.outcome() == Outcome.ROLLED_BACK
        settings()[0] == NEW
        def told = report.troubles()*.toString().join(' ')
        told.contains(errno.name()) && told.contains(setting.name()) && told.contains(advice)

        where:
        setting                    | errno            || advice
        NetworkSetting.MAC         | Errno.EPERM      || 'CAP_NET_ADMIN'
        NetworkSetting.VLAN        | Errno.EOPNOTSUPP || 'cannot set this on its VFs'
        NetworkSetting.LINK_STATE  | Errno.EOPNOTSUPP || 'cannot set this on its VFs'
        NetworkSetting.RATE        | Errno.EINVAL     || "a rate needs the PF's link up"
        NetworkSetting.SPOOF_CHECK | Errno.EBUSY      || 'try again'
        NetworkSetting.TRUST       | Errno.EOPNOTSUPP || 'cannot set this on its VFs'
    }

    def 'refused before anything is touched: #what'() {
        given:
        set(1, "mac=$MAC")
        def from = lab.writes().size()

        when:
        def report = set(index, change)

        then:
        report.outcome() == Outcome.REFUSED
        says.every { report.troubles()[0].toString().contains(it) }
        lab.writes().size() == from

        where:
        what                    | index | change                        || says
        'no such VF'            | 5     | 'vlan=7'                      || ['no such VF', 'has 2']
        "another VF's MAC"      | 0     | "mac=$MAC"                    || ['0000:01:00.0/1 has that MAC', 'of its own']
        'rates the wrong way'   | 0     | 'min-tx-rate=9 max-tx-rate=8' || ['must not be above']
    }

    def 'what the driver does not tell is not set, since nobody could read it back'() {
        given:
        count(0)
        count(1) // the mock kernel tells nothing of a new VF

        expect:
        set(0, 'trust=on').troubles()[0].toString().contains('does not tell trust')
    }

    def 'a card that is no network card has no such settings'() {
        given:
        lab.close()
        lab = new Lab(Clock.systemUTC(), SimCard.qdma(CARD.toString(), 4))
        count(1)

        expect:
        set(0, 'vlan=7').troubles()[0].toString().contains('no network interface')
    }

    def 'settings that somebody else makes meanwhile are not overwritten'() {
        given:
        lab.host().kernel().setVfSettings('eth1', 0, NEW.withMac(MAC), NEW)

        expect: 'a plan is made on what the kernel shows then'
        set(0, 'vlan=7').outcome() == Outcome.DONE
        settings()[0].mac() == MAC
        settings()[0].vlan() == 7
    }

    private Report count(int vfs) {
        lab.run(new Request.ReconfigurePf(CARD, vfs, false, [] as Set))
    }

    private Report set(int vf, String change) {
        lab.run(new Request.ReconfigureSettings(SettingsSpec.vf(vf), SettingsChange.parse(change)))
    }

    private Map<Integer, NetworkSettings> settings() {
        lab.host().kernel().vfSettings('eth1')
    }

    private static VfName vf(int index) {
        new VfName(CARD, index)
    }
}
