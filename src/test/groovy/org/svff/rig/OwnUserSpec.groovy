package org.svff.rig

import java.nio.file.Files
import java.nio.file.Path
import org.svff.behaviour.Behaviour

/** The agent as a user of its own, with the capabilities of examples/svff-user.conf and no others; QEMU is not its user's. */
class OwnUserSpec extends Behaviour {
    def 'it does all that root does'() {
        given: 'who it is'
        def pid = (Files.readString(Path.of('/run/svff/agent.lock')) =~ /process (\d+)/)[0][1]
        def status = Files.readAllLines(Path.of("/proc/$pid/status")).collectEntries { it.split(':\\s*', 2) as List }

        expect:
        status.Uid == '65534\t65534\t65534\t65534'
        Long.parseLong(status.CapEff, 16) == Long.parseLong(status.CapBnd, 16)
        Long.bitCount(Long.parseLong(status.CapEff, 16)) == 4
        status.NoNewPrivs == '1'

        and: 'VFs are made, given, moved below guests that pause, and taken'
        reconfigure(card, 2).outcome() == 'DONE'
        def guests = guestsWithVfs('web-1', 'db-1')
        reconfigure(card, 4).outcome() == 'DONE'
        guests*.awaitTraffic()
        detach('db-1/svff-0').outcome() == 'DONE'

        and: 'a stranger is named'
        def stranger = testbed.hold(testbed.vfAddresses(card)[3])
        vf(world, "$card/3").holders().any { it.contains(String.valueOf(stranger.pid())) }
        refusalOf { reconfigure(card, 2) }.contains(String.valueOf(stranger.pid()))

        cleanup:
        stranger?.close()
    }
}
