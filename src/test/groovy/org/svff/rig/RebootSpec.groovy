package org.svff.rig

import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit
import org.svff.behaviour.Behaviour
import org.svff.pci.PciAddress
import spock.lang.Requires
import spock.lang.Stepwise

/**
 * The host is started anew, and its agent makes what was asked for again (state.restore: all). rig/power-loss kills the VM
 * when this says so, and starts this again in a new one, on the state that the agent has left on its disk.
 */
@Stepwise
class RebootSpec extends Behaviour {
    static final Path HERE = Path.of(System.getProperty('svff.rig.results', '/nowhere'))

    static boolean rebooted() {
        Files.exists(HERE.resolve('lost-0'))
    }

    @Requires(value = { RebootSpec.rebooted() }, reason = 'the host was not started anew yet')
    def 'counts are there again, and a VM gets its VF when it comes'() {
        expect: 'the kernel has the VFs that were asked for'
        soon.eventually {
            assert testbed.vfCount(card) == 3
            assert testbed.vfCount(other) == 2
            assert world.drift() == []
        }
        world.vms() == []
        println "restored: ${testbed.agent().operations().history(10).collect { "${it.requester()}: ${it.summary()}" }}"

        when:
        def guest = testbed.startGuest('web-1')

        then: 'without being asked'
        soon.eventually { assert binding(shown, 'web-1/svff-0')?.vf() == "$card/1" }
        guest.awaitTraffic()
        binding(world, 'web-1/svff-0').state() == 'ATTACHED'
        world.drift() == []

        and: 'cards are known by more than their addresses'
        println "cards: ${world.pfs().collect { [it.address(), it.slot(), it.serial()] }}"
        world.pfs()*.serial().every { it }
        world.pfs()*.slot().every { it }
    }

    @Requires(value = { !RebootSpec.rebooted() }, reason = 'it was started anew already')
    def 'an operator sets the host up, and the power is lost'() {
        given:
        reconfigure(card, 3)
        reconfigure(other, 2)
        def guest = testbed.startGuest('web-1')
        attach('web-1', "$card/1")
        guest.awaitTraffic()
        assert world.drift() == []
        assert testbed.agent().pf(PciAddress.parse(card)).wantedVfs == 3

        when:
        Files.createFile(HERE.resolve('lost-0'))

        then: 'never'
        new CountDownLatch(1).await(60, TimeUnit.SECONDS)
    }
}
