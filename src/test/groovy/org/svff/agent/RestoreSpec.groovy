package org.svff.agent

import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.attribute.PosixFilePermissions
import java.time.Duration
import javax.management.MBeanServerFactory
import org.svff.config.Config
import org.svff.jmx.AgentClient
import org.svff.pci.PciAddress
import org.svff.sim.SimCard
import org.svff.sim.SimulatedHost
import org.svff.testbed.Folders
import org.svff.world.BindingId
import org.svff.world.PauseSupport
import spock.lang.Specification
import spock.util.concurrent.PollingConditions

/** The host is started anew: another mock kernel, with cards as they come, and the disk as it was. */
class RestoreSpec extends Specification {
    static final CARD = PciAddress.parse('0000:03:00.0')
    static final OTHER = PciAddress.parse('0000:04:00.0')
    static final IGB = SimCard.igb('0000:03:00.0', 7)
    static final QDMA = SimCard.qdma('0000:04:00.0', 8)

    Path state = Folders.temporary()
    SimulatedHost host
    Agent agent
    AgentClient client
    PollingConditions soon = new PollingConditions(timeout: 60, delay: 0.05)

    def cleanup() {
        shutDown()
        Folders.remove(state)
    }

    private void boot(String restore, List<SimCard> cards = [IGB, QDMA]) {
        shutDown()
        host = new SimulatedHost()
        cards.each { host.kernel().with(it) }
        startAgent(restore)
    }

    private void startAgent(String restore) {
        def config = Config.load(Optional.empty(), [:], ['jmx.port': '0', 'state.folder': state.toString(),
            'users.file': state.resolve('none').toString(), 'policy.folder': state.resolve('no').toString(), 'state.restore': restore])
        agent = Agent.start(config, Platform.simulated(host).keptOpen(), MBeanServerFactory.newMBeanServer())
        client = AgentClient.connect('127.0.0.1', agent.port(), Duration.ofSeconds(30))
    }

    private void stopAgent() {
        client?.close()
        agent?.close()
    }

    private void shutDown() {
        stopAgent()
        host?.close()
    }

    private void startVm(String name) {
        host.startVm(name, PauseSupport.VFIO_PAUSE)
        soon.eventually { assert client.vm(name).reachable }
    }

    /** 4 VFs, one for a VM; 2 VFs and queues on another card. */
    private void setUpHost() {
        boot('none')
        startVm('web-1')
        assert client.pf(CARD).reconfigure(4).outcome() == 'DONE'
        assert client.pf(OTHER).reconfigureQueues(256, false).outcome() == 'DONE'
        assert client.pf(OTHER).reconfigure(2).outcome() == 'DONE'
        assert client.vm('web-1').attach('0000:03:00.0/2').outcome() == 'DONE'
        assert drift() == []
    }

    private List<String> drift() {
        client.agent().refresh().drift()
    }

    private Map<String, Integer> counts() {
        client.agent().refresh().pfs().collectEntries { [(it.address()): it.numVfs()] }
    }

    private Map<String, String> bindings() {
        client.agent().refresh().bindings().collectEntries { [(it.name()): it.vf()] }
    }

    def 'after a reboot the drift is shown, nothing is touched unless it is told to, and restored when it is asked for'() {
        given:
        setUpHost()

        when: 'the host is started anew, by default'
        boot('none')

        then: 'a VM that does not run is no drift'
        drift() == ['0000:03:00.0: 4 VFs are wanted, and it has 0', '0000:04:00.0: 2 VFs are wanted, and it has 0']
        client.agent().driftCount == 2
        client.pf(CARD).drift as List == ['4 VFs are wanted, and it has 0']
        client.pf(CARD).wantedVfs == 4
        counts().values().every { it == 0 }

        when:
        startVm('web-1')

        then:
        drift().last() == 'web-1/svff-0: 0000:03:00.0/2 is wanted behind it, and the VM has no such device'

        when:
        def plan = client.agent().planRestore()

        then:
        plan.changes() == ['reconfigure 0000:03:00.0 to 4 VFs', 'reconfigure 0000:04:00.0 to 2 VFs', 'attach 0000:03:00.0/2 to web-1']
        plan.failures() == []
        counts().values().every { it == 0 }

        when:
        def done = client.agent().restore()

        then:
        done.failures() == []
        done.reports()*.outcome() == ['DONE', 'DONE', 'DONE']
        drift() == []
        bindings() == ['web-1/svff-0': '0000:03:00.0/2']
    }

    def 'counts: the agent makes the VFs again at its start, and gives them to nobody'() {
        given:
        setUpHost()

        when:
        boot('counts')
        startVm('web-1')

        then:
        soon.eventually { assert counts() == ['0000:03:00.0': 4, '0000:04:00.0': 2] }
        bindings() == [:]
        drift()*.split(':').collect { it[0] } == ['web-1/svff-0']
        client.operations().history(10).findAll { it.outcome() == 'DONE' }*.requester().unique() == ['agent']
    }

    def 'all: VMs get their VFs when they come, each once'() {
        given:
        setUpHost()

        when:
        boot('all')

        then:
        soon.eventually { assert counts() == ['0000:03:00.0': 4, '0000:04:00.0': 2] }
        bindings() == [:]

        when:
        startVm('web-1')

        then:
        soon.eventually { assert bindings() == ['web-1/svff-0': '0000:03:00.0/2'] }
        drift() == []

        when: 'it ends and is started again while the agent runs: that is drift, and for somebody to decide'
        host.vm('web-1').kill()
        soon.eventually { assert client.agent().refresh().vms().isEmpty() }
        startVm('web-1')

        then:
        soon.eventually { assert drift().size() == 1 }
        bindings() == [:]
    }

    def 'a VM that got its VF by itself, as from its own configuration, is left alone'() {
        given:
        setUpHost()

        when: 'only the agent is started again'
        stopAgent()
        startAgent('all')

        then:
        drift() == []
        client.operations().history(10) == []
    }

    def 'cards are known by their numbers: buses that are numbered anew change nothing'() {
        given:
        setUpHost()

        when: 'the two have changed their addresses'
        boot('all', [SimCard.igb('0000:05:00.0', 7).withIdentity(IGB.slot(), IGB.serial()),
            SimCard.qdma('0000:03:00.0', 8).withIdentity(QDMA.slot(), QDMA.serial())])
        startVm('web-1')

        then:
        soon.eventually {
            assert counts() == ['0000:05:00.0': 4, '0000:03:00.0': 2]
            assert bindings() == ['web-1/svff-0': '0000:05:00.0/2']
        }
        drift() == []
    }

    def 'another card in the place of the one that was there is not touched'() {
        given:
        setUpHost()

        when:
        boot('all', [IGB.withIdentity(IGB.slot(), 77), QDMA])

        then:
        soon.eventually { assert counts() == ['0000:03:00.0': 0, '0000:04:00.0': 2] }
        drift().size() == 1
        drift()[0] ==~ /0000:03:00.0: the card in slot 3 \(serial .*\) is not there: in its place is 0000:03:00.0, serial .*-4d/

        when: 'the former card will not come back'
        client.agent().forget('0000:03:00.0')

        then: 'nor does anybody want a VF of it'
        drift() == []
        !client.agent().exportWanted().contains('web-1')
    }

    def 'what happens to the host is not what is wanted of it: #what'() {
        given:
        setUpHost()
        def wanted = client.agent().exportWanted()

        when:
        fault(this)
        soon.eventually { assert drift().size() == size }

        then:
        client.agent().exportWanted() == wanted

        where:
        what                              | size | fault
        'somebody else changes the count' | 1    | { it.host.kernel().write('/sys/bus/pci/devices/0000:04:00.0/sriov_numvfs', '0') }
        'a VM ends'                       | 0    | { it.host.vm('web-1').kill() }
        'a request is refused'            | 0    | { try { it.client.pf(CARD).reconfigure(99) } catch (IllegalStateException e) { } }
        'a binding is paused'             | 0    | { it.client.binding(BindingId.parse('web-1/svff-0')).pause() }
    }

    def 'what is asked for is wanted: another count, another VF, no device any more'() {
        given:
        setUpHost()

        when:
        client.pf(CARD).reconfigure(5)
        client.binding(BindingId.parse('web-1/svff-0')).reconfigure('0000:03:00.0/4')

        then:
        client.agent().exportWanted().contains('vf: 0000:03:00.0/4')
        client.pf(CARD).wantedVfs == 5

        when:
        client.binding(BindingId.parse('web-1/svff-0')).detach()

        then:
        !client.agent().exportWanted().contains('web-1')
        drift() == []

        when: 'asking for what there is counts too'
        host.kernel().write('/sys/bus/pci/devices/0000:04:00.0/sriov_numvfs', '0')
        client.agent().refresh()
        client.pf(OTHER).reconfigure(0)

        then:
        client.pf(OTHER).wantedVfs == 0
        drift() == []
    }

    def 'what is exported from one host is imported on another, where the cards are elsewhere'() {
        given:
        setUpHost()
        def yaml = client.agent().exportWanted()

        when: 'a host with the same cards in other slots, and another state folder'
        Folders.remove(state)
        Files.createDirectories(state)
        boot('none', [SimCard.igb('0000:81:00.0', 7).withIdentity('9', IGB.serial()), QDMA.withIdentity('8', QDMA.serial())])
        startVm('web-1')

        then:
        client.agent().planImport(yaml).changes()*.toString() == ['give 0000:04:00.0 256 queues', 'reconfigure 0000:04:00.0 to 2 VFs',
            'reconfigure 0000:81:00.0 to 4 VFs', 'attach 0000:81:00.0/2 to web-1']
        drift() == []

        when:
        def done = client.agent().importWanted(yaml)

        then:
        done.failures() == []
        counts() == ['0000:81:00.0': 4, '0000:04:00.0': 2]
        bindings() == ['web-1/svff-0': '0000:81:00.0/2']
        drift() == []
    }

    def 'an import that cannot be is refused whole: #answer'() {
        given:
        setUpHost()
        def wanted = client.agent().exportWanted()

        when:
        client.agent()."$how"(yaml)

        then:
        def e = thrown(IllegalStateException)
        e.message.startsWith('REFUSED: ')
        e.message.contains(answer)
        client.agent().exportWanted() == wanted
        counts() == ['0000:03:00.0': 4, '0000:04:00.0': 2]

        where:
        how << ['planImport', 'importWanted'] * 3
        yaml << ['version: 1\npfs:\n- address: 0000:09:00.0\n  vfs: 1'] * 2 + ['version: 1\npfs:\n- address: 0000:04:00.0\n  vfs: 99'] * 2 +
                ['version: 1\npfs:\n- address: 0000:04:00.0\n  vfs: 3\n- address: 0000:03:00.0\n  vfs: 1'] * 2
        answer << ['line 3: cannot find 0000:09:00.0'] * 2 + ['line 3: cannot give 0000:04:00.0 99 VFs'] * 2 + ['web-1/svff-0'] * 2
    }

    def 'a damaged file is put aside and told of, and the agent starts'() {
        given:
        setUpHost()
        stopAgent()
        Files.writeString(state.resolve('wanted'), Files.readString(state.resolve('wanted')).replace('vfs: 4', 'vfs: 5'))

        when:
        startAgent('all')

        then:
        client.agent().lastError.contains('its checksum is not that of what it says')
        drift() == []
        counts() == ['0000:03:00.0': 4, '0000:04:00.0': 2]
        Files.readString(state.resolve('wanted.damaged')).contains('vfs: 5')

        when: 'somebody asks for something'
        client.pf(CARD).reconfigure(3)

        then:
        client.agent().lastError == ''
        client.pf(CARD).wantedVfs == 3
    }

    def 'the file is for its owner only'() {
        given:
        setUpHost()

        expect:
        PosixFilePermissions.toString(Files.getPosixFilePermissions(state.resolve('wanted'))) == 'rw-------'
    }
}
