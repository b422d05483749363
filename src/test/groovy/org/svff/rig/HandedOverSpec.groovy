package org.svff.rig

import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.TimeUnit
import org.svff.jmx.view.WorldView
import org.svff.pci.PciAddress
import org.svff.testbed.RigTestbed
import org.svff.world.BindingId
import spock.lang.AutoCleanup
import spock.lang.Requires
import spock.lang.Specification
import spock.lang.Timeout
import spock.util.concurrent.PollingConditions

/** A QEMU that is user 65534 and may open none of VFIO's files is handed its VF, on a real kernel with iommufd. */
@Requires({ org.svff.testbed.Testbed.isRig() })
@Requires({ org.svff.testbed.Cards.hasIommufd() })
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class HandedOverSpec extends Specification {
    static final CARD = '0000:01:00.0'

    @AutoCleanup
    RigTestbed testbed = new RigTestbed('vm.pass-files=true')

    PollingConditions soon = new PollingConditions(timeout: 60, delay: 0.2)

    private WorldView getWorld() { testbed.agent().agent().refresh() }

    private reconfigure(int vfs) { testbed.agent().pf(PciAddress.parse(CARD)).reconfigure(vfs) }

    private binding() { testbed.agent().binding(BindingId.parse('web-1/svff-0')) }

    /** Whether a process of QEMU's user can open it. */
    private static boolean opens(Path file) {
        def process = new ProcessBuilder('setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', '--no-new-privs',
            '--bounding-set=-all', '--inh-caps=-all', 'sh', '-c', "exec 3<>'$file'").redirectErrorStream(true).start()
        process.inputStream.text
        process.waitFor() == 0
    }

    private static List<Path> deviceFiles() {
        [Path.of('/dev/iommu')] + Files.walk(Path.of('/dev/vfio')).withCloseable { it.filter { !Files.isDirectory(it) }.toList() }
    }

    private List<String> holders() { world.vfs().collectMany { it.holders() } }

    def 'the guest drives its VF, through a pause and another number of VFs, until it is taken'() {
        given: 'a guest whose QEMU has no rights'
        assert reconfigure(2).outcome() == 'DONE'
        def guest = testbed.startUnprivilegedGuest('web-1')
        soon.eventually { assert world.vms().find { it.name() == 'web-1' }?.reachable() }
        def qemu = testbed.processOf('web-1')
        def agent = testbed.agentProcess()

        when: 'it is given a VF'
        assert testbed.agent().vm('web-1').attach("$CARD/0" as String).outcome() == 'DONE'
        guest.awaitTraffic()
        def before = guest.interfaces()

        then: 'it could not have opened it'
        qemu.lines('status').toList().containsAll(['Uid:\t65534\t65534\t65534\t65534', 'CapEff:\t0000000000000000'])
        deviceFiles().size() > 2
        deviceFiles().every { it.fileName.toString() == 'vfio' || !opens(it) }

        and: 'QEMU has the device and iommufd, and the agent nothing'
        qemu.vfioFiles() == 2
        agent.vfioFiles() == 0
        holders().every { it.contains('web-1') }

        when: 'it is paused'
        assert binding().pause().outcome() == 'DONE'

        then:
        world.bindings()*.state() == ['PAUSED']
        qemu.vfioFiles() == 1
        agent.vfioFiles() == 0

        when: 'the card gets other VFs meanwhile, and the guest another of them'
        assert reconfigure(5).outcome() == 'DONE'
        assert binding().resume().outcome() == 'DONE'
        guest.awaitTraffic()

        then:
        world.bindings()*.state() == ['ATTACHED']
        qemu.vfioFiles() == 2

        when: 'and below the guest that runs'
        assert reconfigure(3).outcome() == 'DONE'
        guest.awaitTraffic()

        then: 'its device is the one it had'
        guest.interfaces() == before
        guest.complaints() == []
        qemu.vfioFiles() == 2
        agent.vfioFiles() == 0

        when:
        assert binding().detach().outcome() == 'DONE'

        then: 'what is left is what the next VF needs'
        world.bindings() == []
        qemu.vfioFiles() == 1
        agent.vfioFiles() == 0
    }
}
