package org.svff.rig

import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.TimeUnit
import org.svff.jmx.view.WorldView
import org.svff.pci.PciAddress
import org.svff.testbed.LibvirtDaemon
import org.svff.testbed.RigTestbed
import org.svff.world.BindingId
import spock.lang.AutoCleanup
import spock.lang.Requires
import spock.lang.Specification
import spock.lang.Timeout
import spock.util.concurrent.PollingConditions

/** VFs of real cards in two domains of a real libvirtd, over JMXMP; libvirt's XML is held against the agent. */
@Requires({ org.svff.testbed.Testbed.isRig() })
@Requires(value = { LibvirtDaemon.missing().isEmpty() }, reason = 'libvirtd or virsh is not here')
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class LibvirtRigSpec extends Specification {
    static final CARD = '0000:01:00.0'

    @AutoCleanup('end')
    RigLibvirt libvirt = new RigLibvirt()

    @AutoCleanup
    RigTestbed testbed = new RigTestbed('libvirt.uri=qemu:///system', 'libvirt.persistent=true')

    PollingConditions soon = new PollingConditions(timeout: 60, delay: 0.2)

    private WorldView getWorld() { testbed.agent().agent().refresh() }

    private reconfigure(int vfs) { testbed.agent().pf(PciAddress.parse(CARD)).reconfigure(vfs) }

    private attach(String vm, String vf) { testbed.agent().vm(vm).attach(vf) }

    private bindingOf(String name) { testbed.agent().binding(BindingId.parse(name)) }

    private Map<String, List<String>> bindings() {
        world.bindings().collectEntries { [it.name(), [it.state(), it.vf()]] }
    }

    private String addressOf(String vf) { world.vfs().find { it.name() == vf }.address() }

    private startDomains() {
        ['web-1', 'db-1'].each { RigLibvirt.run('domain', it, '2') }
        soon.eventually { assert world.vms().findAll { it.reachable() }*.name().sort() == ['db-1', 'web-1'] }
    }

    def 'VFs are attached, paused, made anew, resumed and detached through libvirt, and its XML agrees'() {
        given:
        startDomains()
        reconfigure(2)

        when:
        def reports = [attach('web-1', "$CARD/0"), attach('db-1', "$CARD/1")]

        then:
        reports*.outcome() == ['DONE', 'DONE']
        bindings() == ['db-1/svff-0': ['ATTACHED', "$CARD/1"], 'web-1/svff-0': ['ATTACHED', "$CARD/0"]]
        RigLibvirt.inXml('web-1') == ['ua-svff-0': addressOf("$CARD/0")]
        RigLibvirt.inXml('db-1') == ['ua-svff-0': addressOf("$CARD/1")]
        RigLibvirt.inXml('web-1', '--inactive').values() as List == [addressOf("$CARD/0")]

        when: 'the card gets more VFs below them'
        def report = reconfigure(4)

        then:
        report.outcome() == 'DONE'
        report.steps()*.toString().any { it.contains('resume') }
        testbed.vfCount(CARD) == 4
        bindings() == ['db-1/svff-0': ['ATTACHED', "$CARD/1"], 'web-1/svff-0': ['ATTACHED', "$CARD/0"]]
        RigLibvirt.inXml('web-1') == ['ua-svff-0': addressOf("$CARD/0")]

        when: 'one is paused, while libvirtd and the agent are started anew'
        bindingOf('web-1/svff-0').pause()
        RigLibvirt.run('stop')
        RigLibvirt.run('start')
        testbed.killAgent()
        testbed.startAgent()

        then:
        soon.eventually { assert bindings()['web-1/svff-0'] == ['PAUSED', "$CARD/0"] }

        when:
        bindingOf('web-1/svff-0').resume()

        then:
        bindings()['web-1/svff-0'] == ['ATTACHED', "$CARD/0"]

        when: 'another VF is wanted behind the device, of which libvirt could not be told'
        bindingOf('web-1/svff-0').reconfigure("$CARD/3")

        then:
        def e = thrown(Exception)
        e.message.contains("libvirt's XML")

        when: 'the guest may see it'
        bindingOf('web-1/svff-0').reconfigureAllowingReplug("$CARD/3")

        then:
        bindings()['web-1/svff-0'] == ['ATTACHED', "$CARD/3"]
        RigLibvirt.inXml('web-1') == ['ua-svff-0': addressOf("$CARD/3")]
        RigLibvirt.inXml('web-1', '--inactive').values() as List == [addressOf("$CARD/3")]

        when:
        ['web-1/svff-0', 'db-1/svff-0'].each { bindingOf(it).detach() }

        then:
        bindings() == [:]
        ['web-1', 'db-1'].every { RigLibvirt.inXml(it) == [:] && RigLibvirt.inXml(it, '--inactive') == [:] }
    }

    def 'a VF that somebody else gave a domain is a binding, is paused with the others, and goes with the domain'() {
        given:
        startDomains()
        reconfigure(2)
        def xml = Files.createTempFile('svff', '.xml')
        def at = PciAddress.parse(addressOf("$CARD/1"))
        Files.writeString(xml, "<hostdev mode='subsystem' type='pci' managed='yes'><source><address domain='0x0000' " +
                "bus='0x${Integer.toHexString(at.bus())}' slot='0x${Integer.toHexString(at.device())}' " +
                "function='0x${at.function()}'/></source></hostdev>")

        when:
        RigLibvirt.virsh('attach-device', 'db-1', xml.toString(), '--live')

        then:
        soon.eventually { assert bindings() == ['db-1/hostdev0': ['ATTACHED', "$CARD/1"]] }

        when:
        reconfigure(3)

        then:
        testbed.vfCount(CARD) == 3
        bindings() == ['db-1/hostdev0': ['ATTACHED', "$CARD/1"]]
        RigLibvirt.inXml('db-1') == [hostdev0: addressOf("$CARD/1")]

        when:
        RigLibvirt.virsh('destroy', 'db-1')

        then:
        soon.eventually {
            assert bindings() == [:]
            assert world.vms()*.name() == ['web-1']
        }

        cleanup:
        Files.deleteIfExists(xml)
    }
}
