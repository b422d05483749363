package org.svff.rig

import java.util.concurrent.TimeUnit
import org.svff.behaviour.PauseDeathSpec
import org.svff.testbed.LibvirtDaemon
import org.svff.testbed.Testbed
import spock.lang.Requires
import spock.lang.Timeout

/** Agents that end while guests are paused, which are domains of a real libvirtd: {@link PauseDeathSpec}. */
@Requires({ Testbed.isLibvirt() })
@Requires(value = { LibvirtDaemon.missing().isEmpty() }, reason = 'libvirtd or virsh is not here')
@Timeout(value = 8, unit = TimeUnit.MINUTES)
class LibvirtPauseDeathSpec extends PauseDeathSpec {
}
