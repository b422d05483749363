package org.svff.vm

import java.time.Clock
import java.time.Duration
import java.util.concurrent.TimeUnit
import javax.management.MBeanServerFactory
import org.svff.agent.Agent
import org.svff.agent.Platform
import org.svff.config.Config
import org.svff.host.Errno
import org.svff.host.OpenFile
import org.svff.host.SriovHost
import org.svff.jmx.AgentClient
import org.svff.pci.PciAddress
import org.svff.pci.VfName
import org.svff.sim.KernelFault
import org.svff.sim.QemuFault
import org.svff.sim.SimCard
import org.svff.sim.SimulatedHost
import org.svff.sim.SimulatedQemu
import org.svff.testbed.DeviceFilesHere
import org.svff.testbed.Folders
import org.svff.vm.qmp.QmpClient
import org.svff.vm.qmp.QmpException
import org.svff.world.BindingId
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.Timeout
import spock.util.concurrent.PollingConditions

/** QEMUs whose user may open none of VFIO's files: the agent hands them over, by SCM_RIGHTS on a real UNIX socket. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class PassedFilesSpec extends Specification {
    static final PF = PciAddress.parse('0000:01:00.0')
    static final QUICK = Duration.ofSeconds(10)
    static final SHORT = Duration.ofMillis(500)

    @AutoCleanup
    SimulatedHost host = new SimulatedHost()

    @AutoCleanup
    SriovHost sriov = new SriovHost(host.kernel(), Clock.systemUTC())

    @AutoCleanup
    QmpHypervisor vms

    SimulatedQemu vm

    PollingConditions soon = new PollingConditions(timeout: 30, delay: 0.05)

    /** VFs that vfio-pci has, one that it has not, and a VM whose user may open none. */
    private void start(Map<String, Object> how = [:]) {
        if (how.kernel != 'old') {
            host.kernel().withIommufd()
        }
        host.kernel().with(SimCard.igb(PF.toString(), 7))
        sriov.setVfCount(PF, 4, QUICK)
        (0..2).each { sriov.bind(new VfName(PF, it), 'vfio-pci', QUICK) }
        def options = SimulatedQemu.Options.named('web-1', 0).unprivileged()
        vm = host.startVm(how.qemu == 'old' ? options.withoutIommufd() : options)
        connect(how)
    }

    private void connect(Map<String, Object> how = [:]) {
        vms?.close()
        def ways = new QmpWays((how.quick ?: QUICK) as Duration, true, Optional.of(sriov.files()), how.passes != false)
        vms = new QmpHypervisor(host.sockets(), host.peers(), ways)
        soon.eventually { assert vms.refresh(QUICK).find { it.reachable() } }
    }

    private PciAddress vf(int index) { sriov.addressOf(new VfName(PF, index), QUICK) }

    private void attach(int index) { vms.attach('web-1', 'svff-0', vf(index), Optional.empty(), QUICK) }

    private static VmException failureOf(Closure<?> request) {
        try {
            request()
        } catch (VmException e) {
            return e
        }
        throw new AssertionError('it did not fail' as Object)
    }

    private String nodeOf(int index) {
        '/dev/vfio/devices/' + host.kernel().list("/sys/bus/pci/devices/${vf(index)}/vfio-dev")[0]
    }

    def 'a QEMU that may open nothing is handed what it needs, and nothing stays behind'() {
        given:
        start()

        when:
        attach(0)

        then: 'it has the VF, and who has what is seen as ever'
        vm.devices() == ['svff-0': Optional.of(vf(0))]
        sriov.holders(PF, QUICK)[new VfName(PF, 0)]*.pid() == [vm.pid()]
        DeviceFilesHere.open() == ['/dev/iommu', nodeOf(0)]
        vm.unusedFiles() == []

        when: 'it is attached once more, which is done already'
        attach(0)

        then:
        DeviceFilesHere.open() == ['/dev/iommu', nodeOf(0)]

        when:
        vms.pause('web-1', 'svff-0', QUICK)

        then:
        vm.devices() == ['svff-0': Optional.empty()]
        DeviceFilesHere.open() == ['/dev/iommu']

        when: 'another VF is put underneath'
        vms.resume('web-1', 'svff-0', vf(2), QUICK)

        then:
        vm.devices() == ['svff-0': Optional.of(vf(2))]
        vms.refresh(QUICK)[0].devices()*.host() == [vf(2)]
        DeviceFilesHere.open() == ['/dev/iommu', nodeOf(2)]

        when: 'it goes, and comes again: the guest keeps what its memory is reached by'
        vms.detach('web-1', 'svff-0', QUICK)
        attach(1)
        vms.detach('web-1', 'svff-0', QUICK)

        then:
        DeviceFilesHere.open() == ['/dev/iommu']

        when:
        vm.close()

        then:
        DeviceFilesHere.open() == []
    }

    def 'what was handed over is so after a resume by an agent that hands over no more'() {
        given:
        start()
        attach(0)
        vms.pause('web-1', 'svff-0', QUICK)

        when:
        connect(passes: false)
        vms.resume('web-1', 'svff-0', vf(1), QUICK)

        then:
        vm.devices() == ['svff-0': Optional.of(vf(1))]
        DeviceFilesHere.open() == ['/dev/iommu', nodeOf(1)]
    }

    def 'without handing over, such a QEMU says no, and what helps is said'() {
        given:
        start(passes: false)

        when:
        def failure = failureOf { attach(0) }

        then:
        failure.kind() == VmException.Kind.REFUSED
        failure.message.contains('Permission denied')
        failure.trouble().remedy().contains('vm.pass-files')
        DeviceFilesHere.open() == []
    }

    def 'it fails with clear words and leaves nothing open: #what'() {
        given:
        start(how)
        prepare(this)
        def before = DeviceFilesHere.open()

        when:
        def failure = failureOf { attach(index) }

        then:
        failure.kind() == VmException.Kind.REFUSED
        words.every { failure.message.contains(it) }
        vm.devices().isEmpty()
        vm.unusedFiles() == []
        DeviceFilesHere.open() - '/dev/iommu' == before - '/dev/iommu'

        where:
        what                          | how             | index | prepare                                                              || words
        'a kernel without iommufd'    | [kernel: 'old'] | 0     | { }                                                                  || ['/dev/iommu', 'CONFIG_IOMMUFD', 'vm.pass-files']
        'no device file'              | [:]             | 3     | { }                                                                  || ['/dev/vfio/devices', 'vfio-pci']
        'a QEMU without iommufd'      | [qemu: 'old']   | 0     | { }                                                                  || ['iommufd', 'qom-type']
        'no right to open iommufd'    | [:]             | 0     | { it.forbid('/dev/iommu', Errno.EACCES) }                            || ['/dev/iommu', 'EACCES', 'examples/svff-files.conf']
        'no right to open the device' | [:]             | 0     | { it.forbid(it.nodeOf(0), Errno.EPERM) }                             || ['/dev/vfio/devices', 'EPERM', 'examples/svff-files.conf']
        'QEMU refuses the file'       | [:]             | 0     | { it.vm.fail(QemuFault.REFUSE_NEXT) }                                || ['simulated failure of getfd']
        'QEMU refuses the device'     | [:]             | 0     | { it.refuseTheDevice() }                                             || ['simulated failure of device_add']
    }

    private void forbid(String path, Errno errno) { host.kernel().fail(new KernelFault.ReadFails(path, errno)) }

    /** The second file is the device's; the next command is to plug it in. */
    private void refuseTheDevice() {
        def files = 0
        watch { String moment ->
            if (moment == 'after getfd' && ++files == 2) {
                vm.fail(QemuFault.REFUSE_NEXT)
            }
            true
        }
    }

    /** @param goesOn whether QEMU does at this moment, as 'before getfd'; else the connection ends */
    private void watch(Closure<Boolean> goesOn) {
        vm.watch(new SimulatedQemu.Watch() {
            @Override
            boolean before(String command) { goesOn("before $command" as String) }

            @Override
            boolean after(String command) { goesOn("after $command" as String) }
        })
    }

    def 'a connection that is lost at #moment leaves no file in QEMU for long'() {
        given:
        start()
        def lost = false
        watch { String now ->
            def ends = !lost && now == moment
            lost |= ends
            !ends
        }

        when:
        def failure = failureOf { attach(0) }

        then:
        failure.kind() == VmException.Kind.UNREACHABLE

        when: 'the next look is by a new connection'
        soon.eventually { assert vms.refresh(QUICK).find { it.reachable() } }

        then:
        vm.unusedFiles() == []

        when: 'it is tried again'
        attach(0)

        then:
        vm.devices() == ['svff-0': Optional.of(vf(0))]
        DeviceFilesHere.open() == ['/dev/iommu', nodeOf(0)]

        where:
        moment << ['before getfd', 'after getfd', 'before object-add', 'after object-add', 'before device_add', 'after device_add']
    }

    def 'a QEMU that answers late takes nothing that is not used'() {
        given:
        start()
        attach(0)
        vms.detach('web-1', 'svff-0', QUICK)
        connect(quick: SHORT)
        vm.fail(QemuFault.LATE_REPLY)

        when:
        def failure = failureOf { attach(1) }

        then:
        failure.kind() == VmException.Kind.TIMEOUT

        when:
        vm.heal(QemuFault.LATE_REPLY)

        then: 'the answer comes, and with it the order to close what was handed over'
        soon.eventually {
            assert vm.unusedFiles() == []
            assert DeviceFilesHere.open() - '/dev/iommu' == []
        }
    }

    def 'a file that is closed already is no loss of the connection'() {
        given:
        start()
        vms.close()
        def client = QmpClient.connect(vm.socket(), QUICK, {})
        def file = OpenFile.inMemory('closed')
        file.close()

        when:
        client.execute('getfd', [fdname: 'x'], file, QUICK)

        then:
        def e = thrown(QmpException)
        e.kind() == QmpException.Kind.ERROR
        e.message.contains('cannot be handed over')
        client.execute('query-name', [:], QUICK).path('name').asText() == 'web-1'

        cleanup:
        client?.close()
    }

    def 'the agent reconfigures below guests that were handed their VFs'() {
        given:
        host.kernel().withIommufd().with(SimCard.igb(PF.toString(), 7))
        def qemus = ['web-1', 'db-1'].collect { host.startVm(SimulatedQemu.Options.named(it, 0).unprivileged()) }
        def state = Folders.temporary()
        def config = Config.load(Optional.empty(), [:], [
            'jmx.port': '0', 'state.folder': state.toString(), 'vm.pass-files': 'true'])
        def agent = Agent.start(config, Platform.simulated(host).keptOpen(), MBeanServerFactory.newMBeanServer())
        def client = AgentClient.connect('127.0.0.1', agent.port(), QUICK)

        when:
        client.pf(PF).reconfigure(2)
        client.vm('web-1').attach("$PF/0")
        client.vm('db-1').attach("$PF/1")
        def report = client.pf(PF).reconfigure(5)

        then:
        report.outcome() == 'DONE'
        qemus*.devices() == [['svff-0': Optional.of(vf(0))], ['svff-0': Optional.of(vf(1))]]
        qemus*.unplugged() == [[], []]
        DeviceFilesHere.open().count { it == '/dev/iommu' } == 2
        DeviceFilesHere.open().size() == 4

        when:
        client.binding(BindingId.parse('web-1/svff-0')).detach()
        client.binding(BindingId.parse('db-1/svff-0')).pause()

        then:
        DeviceFilesHere.open() == ['/dev/iommu', '/dev/iommu']

        cleanup:
        client?.close()
        agent?.close()
        Folders.remove(state)
    }
}
