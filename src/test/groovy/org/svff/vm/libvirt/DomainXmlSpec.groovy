package org.svff.vm.libvirt

import org.svff.pci.PciAddress
import spock.lang.Specification

/** libvirt's XML, read and written. */
class DomainXmlSpec extends Specification {
    static domain(String devices) {
        DomainXml.parse("<domain type='kvm' id='7'><name>web-1</name><uuid>u</uuid><devices>$devices</devices></domain>")
    }

    static port(int index, String more = '', String at = '') {
        "<controller type='pci' index='$index' model='pcie-root-port'><target chassis='1'$more/>" +
                "<alias name='pci.$index'/>$at</controller>"
    }

    static at(int bus, int slot = 0) {
        "<address type='pci' domain='0x0000' bus='0x0$bus' slot='0x0$slot' function='0x0'/>"
    }

    def 'host devices are read whoever made them: #what'() {
        expect:
        with(domain(port(1) + xml).devices()) {
            it*.alias() == aliases
            it*.host() == hosts.collect { PciAddress.parse(it) }
        }

        where:
        what               | xml                                                                                                                                                                                      || aliases        | hosts
        'a hostdev'        | "<hostdev mode='subsystem' type='pci' managed='yes'><source><address domain='0x0000' bus='0x03' slot='0x10' function='0x2'/></source><alias name='hostdev0'/>${at(1)}</hostdev>"           || ['hostdev0']   | ['0000:03:10.2']
        'one of ours'      | "<hostdev mode='subsystem' type='pci' managed='no'><source><address domain='0x0001' bus='0x03' slot='0x10' function='0x2'/></source><alias name='ua-svff-0'/>${at(1)}</hostdev>"          || ['ua-svff-0']  | ['0001:03:10.2']
        'an interface'     | "<interface type='hostdev'><mac address='52:54:00:00:00:01'/><source><address type='pci' domain='0x0000' bus='0x03' slot='0x10' function='0x4'/></source><alias name='hostdev1'/></interface>" || ['hostdev1']   | ['0000:03:10.4']
        'no PCI device'    | "<hostdev mode='subsystem' type='usb'><source><address bus='1' device='2'/></source></hostdev><interface type='bridge'><source bridge='br0'/></interface>"                                || []             | []
        'a mediated one'   | "<hostdev mode='subsystem' type='mdev' model='vfio-pci'><source><address uuid='c2177883-f1bb-47f0-914d-32a22e3a8804'/></source></hostdev>"                                              || []             | []
    }

    def 'a port is free while nothing is in it and it is hot-pluggable'() {
        when:
        def xml = domain(port(1) + port(2) + port(3, " hotplug='off'") +
                "<controller type='pci' index='0' model='pcie-root'/><rng><alias name='rng0'/>${at(1)}</rng>")

        then:
        xml.ports()*.alias() == ['pci.1', 'pci.2']
        xml.ports()*.slot()*.isPresent() == [false, true]
        xml.ports()[0].taken().get() == 'rng0'
    }

    def 'bridges and the bus of older machines have slots'() {
        when:
        def xml = domain("<controller type='pci' index='0' model='pci-root'><alias name='pci.0'/></controller>" +
                "<rng><alias name='rng0'/>${at(0, 3)}</rng><rng><alias name='rng1'/>${at(0, 4)}</rng>")

        then:
        xml.ports()[0].slot().asInt == 5
    }

    def 'the NUMA node of a port is that of the expander bus above it'() {
        when:
        def xml = domain("<controller type='pci' index='0' model='pcie-root'/>" +
                "<controller type='pci' index='1' model='pcie-expander-bus'><target busNr='254'><node>1</node></target>" +
                "<alias name='pci.1'/>${at(0, 5)}</controller>" + port(2, '', at(1)) + port(3, '', at(0, 6)))

        then:
        xml.ports().find { it.alias() == 'pci.2' }.node().asInt == 1
        xml.ports().find { it.alias() == 'pci.3' }.node().empty
    }

    def 'a device that is written is read as it was meant'() {
        given:
        def free = domain(port(4)).ports()[0]
        def host = PciAddress.parse('0001:a3:1f.7')

        when:
        def read = domain(port(4) + DeviceXml.of('svff-0', host, free)).devices()[0]

        then:
        read.host() == host
        DeviceXml.deviceOf(read.alias()) == 'svff-0'
        read.bus().get() == 'pci.4'
        read.xml().contains("managed=\"no\"")
    }

    def 'what is no domain is refused, and no entity is followed'() {
        when:
        DomainXml.parse(text)

        then:
        thrown(IllegalArgumentException)

        where:
        text << ['', '<domain/>', '<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]><domain><devices>&e;</devices></domain>']
    }
}
