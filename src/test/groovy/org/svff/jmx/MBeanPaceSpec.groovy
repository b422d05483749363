package org.svff.jmx

import org.svff.pci.PciAddress
import org.svff.pci.VfName
import org.svff.testbed.DemoAgent
import org.svff.world.BindingId
import spock.lang.AutoCleanup
import spock.lang.Specification

/** MBeans come and go in step with the operations that make and remove what they stand for. */
class MBeanPaceSpec extends Specification {
    static final CARD = '0000:03:00.0'
    static final WEB = BindingId.parse('web-1/svff-0')
    static final VF = VfName.parse("$CARD/1")

    @AutoCleanup
    DemoAgent agent = new DemoAgent()

    private boolean shows(name) { agent.client().connection().isRegistered(name) }

    def 'what an operation made can be asked for as soon as it has answered, and what it removed is gone'() {
        expect:
        (1..40).every {
            agent.client().pf(PciAddress.parse(CARD)).reconfigure(2)
            assert shows(Names.vf(VF))
            agent.client().vm('web-1').attach(CARD)
            assert shows(Names.binding(WEB))
            agent.client().binding(WEB).detach()
            assert !shows(Names.binding(WEB))
            agent.client().pf(PciAddress.parse(CARD)).reconfigure(0)
            assert !shows(Names.vf(VF))
            true
        }
    }
}
