package org.svff.rig

import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.TimeUnit
import org.svff.jmx.view.WorldView
import org.svff.pci.PciAddress
import org.svff.testbed.RigTestbed
import spock.lang.AutoCleanup
import spock.lang.Requires
import spock.lang.Specification
import spock.lang.Timeout
import spock.util.concurrent.PollingConditions

/** examples/60-svff-vfio.rules, by a real udevd: QEMUs of its group open VFIO's devices by themselves, others do not. */
@Requires({ org.svff.testbed.Testbed.isRig() })
@Requires(value = { new File('/usr/lib/systemd/systemd-udevd').exists() }, reason = 'udevd is not here')
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class UdevRulesSpec extends Specification {
    static final CARD = '0000:01:00.0'
    static final GROUP = 'svff-vms'

    @AutoCleanup('end')
    Udevd udevd = new Udevd()

    @AutoCleanup
    RigTestbed testbed = new RigTestbed()

    PollingConditions soon = new PollingConditions(timeout: 60, delay: 0.2)

    /** udevd with these rules only: those of the system would rename the cards' interfaces. All of it is gone with the VM. */
    static final class Udevd {
        private final Process daemon

        Udevd() {
            run('mount', '-t', 'tmpfs', 'none', '/usr/lib/udev/rules.d')
            run('mkdir', '-p', '/etc/udev/rules.d')
            run('sh', '-c', "getent group $GROUP || groupadd --system $GROUP")
            Files.copy(Path.of('../examples/60-svff-vfio.rules'), Path.of('/etc/udev/rules.d/60-svff-vfio.rules'))
            daemon = new ProcessBuilder('/usr/lib/systemd/systemd-udevd').redirectErrorStream(true)
                .redirectOutput(new File('/run/udevd.log')).start()
            new PollingConditions(timeout: 60, delay: 0.2).eventually { assert new File('/run/udev/control').exists() }
            run('udevadm', 'control', '--timeout=60', '--ping')
            run('udevadm', 'trigger', '--action=add', '--subsystem-match=misc', '--settle')
        }

        static String run(String... words) {
            def process = new ProcessBuilder(words).redirectErrorStream(true).start()
            process.outputStream.close()
            def said = process.inputStream.text.strip()
            assert process.waitFor() == 0: said
            said
        }

        void end() { daemon.destroy() }
    }

    private WorldView getWorld() { testbed.agent().agent().refresh() }

    private reconfigure(int vfs) { testbed.agent().pf(PciAddress.parse(CARD)).reconfigure(vfs) }

    /** Owner, group and mode of each of VFIO's files of VFs, and of iommufd. */
    private static List<String> rights() {
        def files = Udevd.run('sh', '-c', 'find /dev/vfio /dev/iommu -type c ! -path /dev/vfio/vfio').readLines()
        files.collect { Udevd.run('stat', '-c', '%U:%G %a', it) }
    }

    private static String refusalOf(Closure<?> request) {
        try {
            return request().toString()
        } catch (Exception e) {
            return e.message
        }
    }

    def 'the group may open what the rules give it, and who is not in it may not'() {
        given:
        assert reconfigure(2).outcome() == 'DONE'
        def member = testbed.startUnprivilegedGuest('web-1', GROUP)
        testbed.startUnprivilegedEmptyVm('db-1')
        soon.eventually { assert world.vms().findAll { it.reachable() }*.name().sort() == ['db-1', 'web-1'] }

        when:
        assert testbed.agent().vm('web-1').attach("$CARD/0" as String).outcome() == 'DONE'
        testbed.awaitLine('web-1', 'igbvf .*Link is Up')
        def before = member.interfaces()

        then: 'a VF\'s own file, its group\'s and iommufd\'s are the group\'s'
        rights().toSet() == ['root:svff-vms 660'] as Set
        rights().size() == 3
        testbed.processOf('web-1').lines('status').any { it == 'CapEff:\t0000000000000000' }

        when: 'the VFs are made anew, and with them the files'
        assert reconfigure(4).outcome() == 'DONE'

        then:
        member.interfaces() == before
        world.bindings()*.state() == ['ATTACHED']
        member.complaints() == []

        when: 'a QEMU of another user is given one'
        def refusal = refusalOf { testbed.agent().vm('db-1').attach("$CARD/1" as String) }

        then: 'it is told what would help'
        refusal.contains('Permission denied')
        refusal.contains('vm.pass-files')
    }
}
