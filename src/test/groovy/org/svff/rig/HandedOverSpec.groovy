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

    private binding(String name) { testbed.agent().binding(BindingId.parse(name)) }

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

    def 'VMs have their VFs, through pauses and another number of VFs, until they are taken'() {
        given: 'two QEMUs without rights'
        assert reconfigure(2).outcome() == 'DONE'
        ['web-1', 'db-1'].each { testbed.startUnprivilegedEmptyVm(it) }
        soon.eventually { assert world.vms().findAll { it.reachable() }*.name().sort() == ['db-1', 'web-1'] }
        def qemus = ['web-1', 'db-1'].collect { testbed.processOf(it) }
        def agent = testbed.agentProcess()

        when: 'they are given VFs'
        assert testbed.agent().vm('web-1').attach("$CARD/0" as String).outcome() == 'DONE'
        assert testbed.agent().vm('db-1').attach("$CARD/1" as String).outcome() == 'DONE'

        then: 'they could not have opened them'
        qemus.every {
            it.lines('status').toList().containsAll(['Uid:\t65534\t65534\t65534\t65534', 'CapEff:\t0000000000000000'])
        }
        deviceFiles().size() > 2
        deviceFiles().every { it.fileName.toString() == 'vfio' || !opens(it) }

        and: 'each QEMU has its device and iommufd, and the agent nothing'
        qemus*.vfioFiles() == [2, 2]
        agent.vfioFiles() == 0
        holders().size() == 2
        holders().every { it.contains('web-1') || it.contains('db-1') }

        when: 'one is paused, and the card gets other VFs below both'
        assert binding('web-1/svff-0').pause().outcome() == 'DONE'

        then:
        qemus*.vfioFiles() == [1, 2]

        when:
        assert reconfigure(5).outcome() == 'DONE'

        then:
        world.bindings().collectEntries { [it.name(), it.state()] } == ['web-1/svff-0': 'PAUSED', 'db-1/svff-0': 'ATTACHED']
        qemus*.vfioFiles() == [1, 2]

        when:
        assert binding('web-1/svff-0').resume().outcome() == 'DONE'

        then:
        world.bindings()*.state() == ['ATTACHED', 'ATTACHED']
        qemus*.vfioFiles() == [2, 2]
        agent.vfioFiles() == 0

        when:
        assert binding('db-1/svff-0').detach().outcome() == 'DONE'

        then: 'what is left is what the next VF needs'
        qemus*.vfioFiles() == [2, 1]
        agent.vfioFiles() == 0
        holders().size() == 1
    }

    @Requires({ Boolean.getBoolean('svff.rig.full') })
    def 'to a Linux guest it is the same device after a pause'() {
        given:
        assert reconfigure(2).outcome() == 'DONE'
        def guest = testbed.startUnprivilegedGuest('web-1')
        soon.eventually { assert testbed.agent().vm('web-1').reachable }
        assert testbed.agent().vm('web-1').attach("$CARD/0" as String).outcome() == 'DONE'
        testbed.awaitLine('web-1', 'igbvf .*Link is Up')
        def before = guest.interfaces()

        when:
        assert reconfigure(4).outcome() == 'DONE'

        then:
        world.bindings()*.state() == ['ATTACHED']
        guest.interfaces() == before
        guest.complaints() == []
    }
}
