package org.svff.rig

import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit
import org.svff.behaviour.Behaviour
import spock.lang.Requires
import spock.lang.Stepwise

/**
 * The host loses its power in the middle of a reconfigure. rig/power-loss kills the VM when this says so, and starts this
 * again in a new one, on the state that the agent has left on its disk: once for each of the steps below, and once more.
 */
@Stepwise
class PowerLossSpec extends Behaviour {
    static final Path HERE = Path.of(System.getProperty('svff.rig.results', '/nowhere'))
    static final STEPS = ['set the VF count of 0000:01:00.0 from 2 to 0', 'resume']

    static int losses() {
        (HERE.toFile().listFiles() ?: []).count { it.name.startsWith('lost-') }
    }

    @Requires(value = { PowerLossSpec.losses() > 0 }, reason = 'the power was not lost yet')
    def 'the agent of a host that lost its power ends what was begun, and goes on'() {
        expect: 'what was under way is over'
        def last = testbed.agent().operations().history(10).findAll { it.request().contains('ended after a restart') }
        println "after the loss: ${last*.outcome()}, ${last*.troubles().flatten()}, ${world.pfs()*.numVfs()} VFs, bindings ${world.bindings()*.name()}"
        last*.outcome() == ['ROLLED_BACK']
        testbed.vfCount(card) == 2
        testbed.agent().operations().running == 0

        and: 'no VM has anything, since there are none, and no VF is kept for one'
        world.vms() == []
        world.bindings() == []

        and: 'VMs of the same names start, get VFs, and the card can be worked with'
        def guests = guestsWithVfs('web-1', 'db-1')
        reconfigure(card, 3).outcome() == 'DONE'
        guests*.awaitTraffic()
        world.bindings()*.state() == ['ATTACHED', 'ATTACHED']
        Files.readString(Path.of(System.getProperty('svff.rig.state')).resolve('journal')).readLines().size() > 0
    }

    @Requires(value = { PowerLossSpec.losses() < PowerLossSpec.STEPS.size() }, reason = 'it was lost often enough')
    def 'the power is lost in the middle of a reconfigure'() {
        given:
        def step = STEPS[losses()]
        testbed.vfCount(card) == 2 || reconfigure(card, 2)
        guestsWithVfs('web-1', 'db-1')
        def dark = new CountDownLatch(1)

        when:
        testbed.agent().onNotification {
            if (it.type() == 'svff.operation.progress' && it.message().startsWith(step)) {
                Files.createFile(HERE.resolve("lost-${losses()}"))
            }
        }
        reconfigure(card, 4)

        then: 'never'
        dark.await(60, TimeUnit.SECONDS)
    }
}
