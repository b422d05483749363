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

/** VFs of an NVMe card, by the kernel's own driver on the PF and in a guest (rig boot --nvme). */
@Requires({ Testbed.isRig() })
@Timeout(value = 8, unit = TimeUnit.MINUTES)
class NvmeSpec extends Behaviour {
    static final NVME = '0000:03:00.0'
    static final WEB = BindingId.parse('web-1/svff-0')
    static final SHARE = 'online, queues 4, interrupts 4'

    def 'a guest keeps its disk over a change of the number of VFs, and reads back what it wrote'() {
        when: 'VFs are made'
        def made = reconfigure(NVME, 2)

        then: 'they are online, as nvme-cli says, too'
        made.outcome() == 'DONE'
        made.notes().any { it.contains('nothing is done to the PF') }
        (0..1).collect { vf(world, "$NVME/$it").settings() } == [SHARE, SHARE]
        byNvmeCli(0) == [1, 4, 4]
        byNvmeCli(2) == [0, 0, 0]

        when: 'one gets other numbers, and a guest'
        set(0, 'queues=3,interrupts=3')
        testbed.startGuest('web-1')
        attach('web-1', "$NVME/0")
        await('GUEST DISK nvme0n1')
        tell('write 7 before')
        await('GUEST DISK wrote 7 before')

        then:
        byNvmeCli(0) == [1, 3, 3]
        refusalOf { set(0, 'queues=4') }.contains('detach it first')

        when: 'it is paused, writes, and the card is reconfigured meanwhile'
        def paused = testbed.agent().binding(WEB).pause()
        tell('write 8 meanwhile')
        def changed = reconfigure(NVME, 4)
        def resumed = testbed.agent().binding(WEB).resume()

        then: 'what it wrote meanwhile is done'
        [paused, changed, resumed]*.outcome() == ['DONE', 'DONE', 'DONE']
        await('GUEST DISK wrote 8 meanwhile')
        byNvmeCli(0) == [1, 3, 3]
        byNvmeCli(3) == [1, 4, 4]

        when: 'the number changes once more, with the guest at work'
        def again = reconfigure(NVME, 3)
        tell('read 7')
        tell('read 8')

        then: 'it has its disk, with all that it wrote'
        again.outcome() == 'DONE'
        await('GUEST DISK read 7 before')
        await('GUEST DISK read 8 meanwhile')
        binding(world, 'web-1/svff-0').state() == 'ATTACHED'

        and: 'its driver had it all the time, and recovered twice'
        def log = rig.log('web-1')
        log.count { it.contains('device recovery successful') } == 2
        !log.any { it.contains('GUEST GONE') || it.contains('DISK cannot') || it.contains('I/O error') }

        and: 'the host has its own disk of the card'
        RigTestbed.host('dd', 'if=/dev/nvme0n1', 'of=/dev/null', 'bs=4096', 'count=1', 'iflag=direct', 'status=none') != null

        when:
        def detached = detach('web-1/svff-0')

        then:
        detached.outcome() == 'DONE'
        await('GUEST GONE nvme0n1')
        set(0, 'online=off').outcome() == 'DONE'
        byNvmeCli(0) == [0, 0, 0]
    }

    private RigTestbed getRig() {
        testbed as RigTestbed
    }

    private void tell(String command) {
        rig.tell('web-1', command)
    }

    private boolean await(String line) {
        rig.awaitLine('web-1', line)
        true
    }

    private set(int index, String settings) {
        testbed.agent().vf(new VfName(PciAddress.parse(NVME), index)).reconfigureSettings(settings)
    }

    /** Whether the VF's controller is online, its queues, its interrupts. */
    private static List<Integer> byNvmeCli(int vf) {
        def text = RigTestbed.host('nvme', 'list-secondary', '/dev/nvme0', '-o', 'json')
        def of = { String name -> (text =~ /"$name"\s*:\s*(\d+)/).collect { it[1] as int }[vf] }
        ['secondary-controller-state', 'num-virtual-queues', 'num-virtual-interrupts'].collect { of(it) }
    }
}
