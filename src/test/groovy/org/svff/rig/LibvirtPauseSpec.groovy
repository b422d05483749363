package org.svff.rig

import java.util.concurrent.TimeUnit
import org.svff.behaviour.PauseSpec
import org.svff.testbed.LibvirtDaemon
import org.svff.testbed.Testbed
import org.svff.world.BindingId
import spock.lang.Requires
import spock.lang.Timeout

/** All of {@link PauseSpec} with guests that are domains of a real libvirtd: whatever happened, its XML tells the truth. */
@Requires({ Testbed.isLibvirt() })
@Requires(value = { LibvirtDaemon.missing().isEmpty() }, reason = 'libvirtd or virsh is not here')
@Timeout(value = 8, unit = TimeUnit.MINUTES)
class LibvirtPauseSpec extends PauseSpec {
    def cleanup() {
        def bound = world.bindings().groupBy { it.vm() }
        assert !bound.isEmpty()
        bound.each { domain, all ->
            def addresses = all.collectEntries { view -> ["ua-${view.device()}" as String, vf(shown, view.vf()).address()] }
            assert RigLibvirt.inXml(domain) == addresses
        }
    }

    def 'to another VF, of which libvirt could not be told: refused, and the guest goes on'() {
        given:
        reconfigure(card, 1)
        reconfigure(other, 1)
        def guest = guestsWithVfs('web-1')[0]
        def before = guest.interfaces()

        expect:
        def refusal = refusalOf { testbed.agent().binding(BindingId.parse('web-1/svff-0')).reconfigure("$other/0") }
        refusal.startsWith('REFUSED')
        refusal.contains("libvirt's XML")
        guest.awaitTraffic()
        guest.interfaces() == before
        guest.complaints() == []
    }
}
