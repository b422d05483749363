package org.svff.vm.libvirt

import java.time.Duration
import java.util.concurrent.LinkedBlockingQueue
import java.util.concurrent.TimeUnit
import org.svff.pci.PciAddress
import org.svff.testbed.LibvirtDaemon
import org.svff.vm.Hypervisors
import org.svff.vm.PeerCredentials
import org.svff.vm.QmpHypervisor
import org.svff.vm.VmException
import org.svff.world.PauseSupport
import spock.lang.AutoCleanup
import spock.lang.Requires
import spock.lang.Shared
import spock.lang.Specification
import spock.util.concurrent.PollingConditions

/** Domains of a real libvirtd, with real QEMUs; what needs a VF is in the rig (LibvirtRigSpec). */
@Requires(value = { LibvirtDaemon.missing().isEmpty() }, reason = 'libvirtd, virsh or QEMU is not here')
class LibvirtSpec extends Specification {
    static final LONG = Duration.ofSeconds(60)
    static final QUICK = Duration.ofSeconds(3)
    static final VF = PciAddress.parse('0000:fe:10.0')

    @Shared
    @AutoCleanup
    LibvirtDaemon daemon = new LibvirtDaemon()

    @AutoCleanup
    LibvirtHypervisor vms = new LibvirtHypervisor(daemon.uri(), QUICK, true, false)

    LinkedBlockingQueue<Boolean> told = new LinkedBlockingQueue<>()

    def setup() {
        vms.refresh(LONG)
        vms.onChange { told.add(true) }
    }

    def cleanup() {
        daemon.virsh('list', '--name').readLines().findAll().each { daemon.virsh('destroy', it) }
        daemon.virsh('list', '--all', '--name').readLines().findAll().each { daemon.virsh('undefine', it) }
    }

    /** Reads when libvirt tells of something, and only then, until it is as it should be. */
    private boolean eventually(Closure<Boolean> asItShould) {
        def end = System.nanoTime() + LONG.toNanos()
        while (!asItShould(vms.vms())) {
            if (told.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS) == null) {
                return false
            }
            vms.refreshChanged(QUICK)
        }
        return true
    }

    private static vm(List machines, String name) {
        machines.find { it.name() == name }
    }

    def 'a domain that starts and stops is found and lost by its events'() {
        given:
        daemon.define('web-1', 3, '')

        expect: 'one that does not run is no VM'
        vms.refresh(LONG).empty

        when:
        daemon.virsh('start', 'web-1')

        then:
        eventually { vm(it, 'web-1')?.reachable() }
        with(vm(vms.vms(), 'web-1')) {
            pid() > 0
            new File("/proc/${pid()}/cmdline").text.contains('guest=web-1')
            daemon.virsh('version').contains('Running hypervisor: QEMU ' + qemuVersion())
            status() == 'running'
            pauseSupport() == (daemon.canPause() ? PauseSupport.VFIO_PAUSE_IN_PLACE : PauseSupport.NONE)
            devices().empty
            freeBuses() == ['pci.1', 'pci.2', 'pci.3']
        }

        when:
        daemon.virsh('suspend', 'web-1')

        then:
        eventually { vm(it, 'web-1')?.status() == 'paused' }

        when:
        daemon.virsh('destroy', 'web-1')

        then:
        eventually { it.empty }
    }

    def 'a domain that crashes is gone, one that is started anew is another process'() {
        given:
        daemon.define('web-1', 1, '')
        daemon.virsh('start', 'web-1')
        assert eventually { vm(it, 'web-1')?.reachable() }
        def before = vm(vms.vms(), 'web-1').pid()

        when:
        LibvirtDaemon.signal(before, 'KILL')

        then:
        eventually { it.empty }

        when:
        daemon.virsh('start', 'web-1')

        then:
        eventually { vm(it, 'web-1')?.reachable() }
        vm(vms.vms(), 'web-1').pid() != before
    }

    def 'a domain that is renamed has its new name, and a saved one is gone until it is restored'() {
        given:
        daemon.define('old', 1, '')
        daemon.virsh('domrename', 'old', 'new')
        daemon.virsh('start', 'new')

        expect:
        eventually { it*.name() == ['new'] }

        when:
        daemon.virsh('managedsave', 'new')

        then:
        eventually { it.empty }

        when:
        daemon.virsh('start', 'new')

        then:
        eventually { vm(it, 'new')?.reachable() }
    }

    def 'while libvirtd is away its domains are as they were and do not answer; then they answer again'() {
        given:
        daemon.define('web-1', 1, '')
        daemon.virsh('start', 'web-1')
        assert eventually { vm(it, 'web-1')?.reachable() }
        def before = vm(vms.vms(), 'web-1')

        when:
        daemon.stop()

        then:
        eventually { !vm(it, 'web-1').reachable() }
        with(vm(vms.vms(), 'web-1')) {
            pid() == before.pid()
            note().contains('libvirt does not answer')
        }

        when: 'something is asked of it'
        vms.pause('web-1', 'svff-0', QUICK)

        then:
        def e = thrown(VmException)
        e.kind() == VmException.Kind.UNREACHABLE
        e.message.contains("see that libvirt's daemon runs")

        when: 'it is there again'
        daemon.start()

        then: 'nobody has to ask for it'
        eventually { vm(it, 'web-1').reachable() }
        vm(vms.vms(), 'web-1') == before
    }

    def 'what is asked while libvirtd is started anew waits for it'() {
        given:
        daemon.define('web-1', 1, '')
        daemon.virsh('start', 'web-1')
        assert eventually { vm(it, 'web-1')?.reachable() }
        daemon.stop()
        def restart = Thread.start { daemon.start() }

        when: 'there is no such device, which only libvirt can tell'
        vms.detach('web-1', 'svff-0', LONG)

        then:
        noExceptionThrown()

        cleanup:
        restart.join()
    }

    def 'a #who that stands still holds nobody up for longer than the deadline, and is back after'() {
        given:
        daemon.define('web-1', 1, '')
        daemon.virsh('start', 'web-1')
        assert eventually { vm(it, 'web-1')?.reachable() }

        when:
        stand(who, true)
        (1..3).each { vms.refresh(Duration.ofSeconds(1)) }

        then:
        !vm(vms.vms(), 'web-1').reachable()

        when:
        stand(who, false)

        then:
        new PollingConditions(timeout: 60).eventually {
            assert vm(vms.refresh(QUICK), 'web-1').reachable()
        }

        where:
        who << ['libvirtd', 'QEMU']
    }

    private void stand(String who, boolean still) {
        if (who == 'libvirtd') {
            daemon.freeze(still)
        } else {
            LibvirtDaemon.signal(vm(vms.vms(), 'web-1').pid(), still ? 'STOP' : 'CONT')
        }
    }

    def 'what libvirt refuses is told in its words, and changes nothing'() {
        given:
        daemon.define('web-1', 1, '')
        daemon.virsh('start', 'web-1')
        assert eventually { vm(it, 'web-1')?.reachable() }
        def before = daemon.virsh('dumpxml', 'web-1')

        when: 'there is no such VF'
        vms.attach('web-1', 'svff-0', VF, Optional.empty(), LONG)

        then:
        def e = thrown(VmException)
        e.kind() == VmException.Kind.REFUSED
        e.message.startsWith('web-1: cannot attach 0000:fe:10.0 as svff-0: ')
        daemon.virsh('dumpxml', 'web-1') == before

        when:
        vms.attach('web-1', 'a.b', VF, Optional.empty(), LONG)

        then:
        e = thrown(VmException)
        e.message.contains('dot')
    }

    def 'a domain without a free port is told to have none, with what has them'() {
        given:
        daemon.define('web-1', 1, '')
        daemon.virsh('start', 'web-1')
        def nic = File.createTempFile('svff', '.xml')
        nic.text = "<rng model='virtio'><backend model='random'>/dev/urandom</backend><address type='pci' bus='0x01' slot='0x00'/></rng>"
        daemon.virsh('attach-device', 'web-1', nic.path, '--live')

        expect: 'the event of the device tells'
        eventually { vm(it, 'web-1')?.freeBuses() == [] }

        when:
        vms.attach('web-1', 'svff-0', VF, Optional.empty(), LONG)

        then:
        def e = thrown(VmException)
        e.message.contains('pci.1 (pcie-root-port) has rng0')
        e.message.contains("<controller type='pci' model='pcie-root-port'/>")

        cleanup:
        nic?.delete()
    }

    def 'a device that is not there cannot be paused, and is detached already'() {
        given:
        daemon.define('web-1', 1, '')
        daemon.virsh('start', 'web-1')
        assert eventually { vm(it, 'web-1')?.reachable() }

        when:
        vms.detach('web-1', 'svff-0', QUICK)

        then:
        noExceptionThrown()

        when:
        vms.pause('web-1', 'svff-0', QUICK)

        then:
        def e = thrown(VmException)
        e.kind() == (daemon.canPause() ? VmException.Kind.NO_SUCH_DEVICE : VmException.Kind.NO_PAUSE)

        when:
        vms.pause('nobody', 'svff-0', QUICK)

        then:
        e = thrown(VmException)
        e.kind() == VmException.Kind.NO_SUCH_VM
    }

    def 'a domain that has a QMP socket, too, is driven through libvirt alone'() {
        given:
        def socket = daemon.shared().resolve('twice.qmp')
        daemon.define('web-1', 1, "<qemu:commandline><qemu:arg value='-qmp'/>" +
                "<qemu:arg value='unix:$socket,server=on,wait=off'/></qemu:commandline>")
        daemon.virsh('start', 'web-1')
        def qmp = new QmpHypervisor([socket.toString()], PeerCredentials.kernel(), QUICK, true)
        def both = new Hypervisors(vms, 'libvirt', qmp, 'a QMP socket')

        expect:
        new PollingConditions(timeout: 30).eventually {
            def found = both.refresh(QUICK)
            assert found.size() == 1
            assert found[0].reachable()
            assert found[0].freeBuses() == ['pci.1']
            assert found[0].note().contains('svff drives it through libvirt alone')
        }
        qmp.vms()*.pid() == vms.vms()*.pid()

        when: 'by which way it goes shows in what is missing'
        both.attach('web-1', 'svff-0', VF, Optional.empty(), LONG)

        then:
        def e = thrown(VmException)
        !e.message.contains('vfio')
        e.message.contains('0000:fe:10.0')

        cleanup:
        qmp?.close()
    }
}
