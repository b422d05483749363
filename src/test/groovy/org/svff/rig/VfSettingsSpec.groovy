package org.svff.rig

import java.util.concurrent.TimeUnit
import org.svff.behaviour.Behaviour
import org.svff.pci.PciAddress
import org.svff.pci.VfName
import org.svff.testbed.RigTestbed
import org.svff.testbed.Testbed
import org.svff.world.BindingId
import spock.lang.Requires
import spock.lang.Timeout

/** What is set on a VF from the host, on a real card: a guest behind a VLAN tag that it knows nothing of. */
@Requires({ Testbed.isRig() })
@Timeout(value = 8, unit = TimeUnit.MINUTES)
class VfSettingsSpec extends Behaviour {
    static final MAC = '52:54:00:00:07:0a'
    static final PEER = '10.9.7.1'

    def setup() {
        assert reconfigure(card, 2).outcome() == 'DONE'
        RigTestbed.host('ip', 'link', 'add', 'link', 'eth0', 'name', 'eth0.7', 'type', 'vlan', 'id', '7')
        RigTestbed.host('ip', 'addr', 'add', "$PEER/24" as String, 'dev', 'eth0.7')
        RigTestbed.host('ip', 'link', 'set', 'eth0.7', 'up')
    }

    def cleanup() {
        RigTestbed.host('ip', 'link', 'delete', 'eth0.7')
    }

    def 'MAC and VLAN of a guest are there after its VF was made anew: frames with the tag prove it'() {
        given: 'a peer that only frames with the tag reach'
        assert set(0, "mac=$MAC vlan=7").outcome() == 'DONE'
        def guest = (testbed as RigTestbed).startGuestIn('10.9.7', 'web-1', PEER)
        attach('web-1', "$card/0")
        guest.awaitTraffic()
        def before = guest.interfaces()

        expect: 'the guest has the MAC, and its frames came in on the VLAN'
        before.size() == 1
        before[0].endsWith(MAC)
        tagged() > 0
        def shown = vf(world, "$card/0")
        [shown.mac(), shown.vlan(), shown.state()] == [MAC, 7, 'ATTACHED']

        when: 'the kernel destroys the VF and forgets what was set on it'
        def frames = tagged()
        def report = reconfigure(card, 4)

        then:
        report.outcome() == 'DONE'
        guest.awaitTraffic()
        tagged() > frames
        guest.interfaces() == before
        guest.complaints() == []
        def kept = testbed.kernel().vfSettings('eth0')[0]
        [kept.mac(), kept.vlan()] == [MAC, 7]

        when: 'its VF goes, and comes again later'
        def web = BindingId.parse('web-1/svff-0')
        def gone = testbed.agent().pf(PciAddress.parse(card)).reconfigureWith(0, false, ['web-1/svff-0'] as String[], new String[0])
        reconfigure(card, 3)
        def back = testbed.agent().binding(web).resume()

        then:
        [gone, back]*.outcome() == ['DONE', 'DONE']
        guest.awaitTraffic()
        guest.interfaces() == before
        guest.complaints() == []
        def again = testbed.kernel().vfSettings('eth0')[0]
        [again.mac(), again.vlan()] == [MAC, 7]

        when: 'the tag is taken away below the guest, and given back'
        def off = set(0, 'vlan=none')
        def on = set(0, 'vlan=7')

        then:
        [off, on]*.outcome() == ['DONE', 'DONE']
        guest.awaitTraffic()
        guest.interfaces() == before
    }

    def 'what the real driver can do is read back, and what it cannot is told and taken back'() {
        expect:
        set(1, 'trust=on spoof-check=off').outcome() == 'DONE'
        def shown = vf(world, "$card/1")
        [shown.trust(), shown.spoofCheck()] == ['on', 'off']

        and: 'igb has no link state; what was set before it is as it was'
        def refusal = refusalOf { set(1, "mac=$MAC link=off") }
        refusal.startsWith('ROLLED_BACK')
        refusal.contains('EOPNOTSUPP')
        refusal.contains('cannot set this on its VFs')
        !testbed.kernel().vfSettings('eth0')[1].hasMac()
    }

    private set(int index, String settings) {
        testbed.agent().vf(VfName.parse("$card/$index")).reconfigureSettings(settings)
    }

    /** Frames that came in on the VLAN. */
    private static long tagged() {
        RigTestbed.host('cat', '/sys/class/net/eth0.7/statistics/rx_packets') as long
    }
}
