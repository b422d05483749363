package org.svff.rig

import java.util.concurrent.TimeUnit
import org.svff.behaviour.PausedQemuDeathSpec
import org.svff.testbed.LibvirtDaemon
import org.svff.testbed.Testbed
import spock.lang.Requires
import spock.lang.Timeout

/** QEMUs that end or stand still while their device is paused, which are domains of a real libvirtd: {@link PausedQemuDeathSpec}. */
@Requires({ Testbed.isLibvirt() })
@Requires(value = { LibvirtDaemon.missing().isEmpty() }, reason = 'libvirtd or virsh is not here')
@Timeout(value = 8, unit = TimeUnit.MINUTES)
class LibvirtQemuDeathSpec extends PausedQemuDeathSpec {
}
