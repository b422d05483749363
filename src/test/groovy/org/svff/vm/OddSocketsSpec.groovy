package org.svff.vm

import java.nio.file.Files
import java.time.Duration
import org.svff.sim.QemuFault
import org.svff.sim.SimulatedHost
import org.svff.vm.qmp.QmpClient
import org.svff.vm.qmp.QmpException
import org.svff.world.PauseSupport
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.util.concurrent.PollingConditions

/** Sockets that are not what one hopes. */
class OddSocketsSpec extends Specification {
    static final QUICK = Duration.ofSeconds(1)

    @AutoCleanup
    SimulatedHost host = new SimulatedHost()

    @AutoCleanup
    QmpHypervisor vms = new QmpHypervisor(host.sockets(), host.peers(), QUICK, true)

    def 'a socket on which #what is shown as unreachable, and the others as ever'() {
        given:
        host.startVm('good', PauseSupport.NONE)
        def odd = host.startVm('odd', PauseSupport.NONE)
        odd.fail(fault)

        when:
        def found = vms.refresh(QUICK)

        then:
        found.find { it.name() == 'good' }.reachable()
        with(found.find { it.name() != 'good' }) {
            !reachable()
            note().contains(says)
        }

        when: 'it is well again'
        odd.heal(fault)

        then:
        new PollingConditions(timeout: 30).eventually { assert vms.refresh(QUICK).every { it.reachable() } }

        where:
        what                    | fault              || says
        'nobody answers'        | QemuFault.SILENT   || 'has not come'
        'something else speaks' | QemuFault.GARBAGE  || 'QMP'
    }

    def 'a process that could not be told while its QEMU began to listen is told after'() {
        given:
        vms.close() // QEMU talks to one client at a time
        def vm = host.startVm('young', PauseSupport.NONE)
        def asked = 0
        def early = new QmpHypervisor(host.sockets(), { asked++ ? host.peers().pid(it) : 0L }, QUICK, true)

        expect:
        early.refresh(QUICK)*.pid() == [vm.pid()]

        cleanup:
        early.close()
    }

    def 'a file that a killed QEMU left is no VM'() {
        given:
        def vm = host.startVm('gone', PauseSupport.NONE)
        assert vms.refresh(QUICK)*.name() == ['gone']

        when:
        vm.kill()

        then:
        Files.exists(vm.socket())
        new PollingConditions(timeout: 20).eventually { // a connection may be lost once more before there is nobody
            assert vms.refresh(QUICK) == []
        }
    }

    def 'a reply cut off in the middle is an error of that command, not of those after'() {
        given:
        vms.close() // QEMU talks to one client at a time
        def vm = host.startVm('cut', PauseSupport.NONE)
        def client = QmpClient.connect(vm.socket(), QUICK, {})
        vm.fail(QemuFault.CUT_REPLY)

        when:
        client.execute('query-status', [:], QUICK)

        then:
        thrown(QmpException)

        when:
        vm.heal(QemuFault.CUT_REPLY)
        def again = QmpClient.connect(vm.socket(), QUICK, {})

        then:
        again.execute('query-status', [:], QUICK).path('status').asText() == 'running'

        cleanup:
        again?.close()
    }
}
