package org.svff.vm.libvirt;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.svff.pci.PciAddress;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * What libvirt's XML of a domain tells of its host devices and its PCI topology (https://libvirt.org/formatdomain.html).
 *
 * @param id libvirt's number of the running domain; empty when it does not run
 * @param devices its PCI host devices, in the XML's order: hostdev, and interface of type hostdev
 * @param ports its PCI controllers that a device may be plugged into while it runs
 */
record DomainXml(String name, String uuid, Optional<String> id, List<HostDevice> devices, List<Port> ports) {
    /**
     * A host device.
     *
     * @param alias libvirt's, which is QEMU's id; empty in the XML of a domain that does not run
     * @param host the host's device
     * @param bus the alias of the controller that it is plugged into; empty where it is not known
     * @param xml the element, as libvirt takes it to detach the device
     */
    record HostDevice(String alias, PciAddress host, Optional<String> bus, String xml) {}

    static DomainXml parse(String xml) {
        Element domain = read(xml);
        Element devices = child(domain, "devices")
                .orElseThrow(() -> new IllegalArgumentException("libvirt's XML of a domain has no devices"));
        List<Port> ports = PortReader.ports(devices);
        List<HostDevice> found = new ArrayList<>();
        for (Element element : children(devices)) {
            source(element)
                    .ifPresent(host -> found.add(new HostDevice(
                            child(element, "alias")
                                    .map(a -> a.getAttribute("name"))
                                    .orElse(""),
                            host,
                            address(element).flatMap(at -> PortReader.alias(devices, number(at, "bus"))),
                            DeviceXml.text(element))));
        }
        return new DomainXml(
                child(domain, "name").map(Element::getTextContent).orElse(""),
                child(domain, "uuid").map(Element::getTextContent).orElse(""),
                Optional.of(domain.getAttribute("id")).filter(id -> !id.isEmpty()),
                List.copyOf(found),
                ports);
    }

    /** The device with this alias. */
    Optional<HostDevice> byAlias(String alias) {
        return devices.stream().filter(d -> d.alias().equals(alias)).findFirst();
    }

    private static Element read(String xml) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new DefaultHandler()); // the JDK's own prints on the standard error output
            return builder.parse(new InputSource(new StringReader(xml))).getDocumentElement();
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new IllegalArgumentException("libvirt's XML of a domain cannot be read: " + e.getMessage(), e);
        }
    }

    /** The host's PCI device behind an element; empty when there is none. */
    private static Optional<PciAddress> source(Element element) {
        boolean isPci = element.getAttribute("type").equals("pci");
        boolean isHostdev = element.getTagName().equals("hostdev") && isPci;
        boolean isInterface = element.getTagName().equals("interface")
                && element.getAttribute("type").equals("hostdev");
        if (!isHostdev && !isInterface) {
            return Optional.empty();
        }
        return child(element, "source")
                .flatMap(source -> child(source, "address"))
                .map(at -> PciAddress.parse(String.format(
                        "%04x:%02x:%02x.%x",
                        number(at, "domain"), number(at, "bus"), number(at, "slot"), number(at, "function"))));
    }

    /** Where the guest has a device. */
    static Optional<Element> address(Element device) {
        return child(device, "address").filter(at -> at.getAttribute("type").equals("pci"));
    }

    /** A number as libvirt writes it, {@code 0x1f} or {@code 31}; 0 when there is none. */
    static int number(Element element, String attribute) {
        String text = element.getAttribute(attribute);
        return text.isEmpty() ? 0 : Integer.decode(text);
    }

    static Optional<Element> child(Element parent, String name) {
        return children(parent).stream()
                .filter(e -> e.getTagName().equals(name))
                .findFirst();
    }

    static List<Element> children(Element parent) {
        NodeList nodes = parent.getChildNodes();
        return Stream.iterate(0, i -> i < nodes.getLength(), i -> i + 1)
                .map(nodes::item)
                .filter(n -> n.getNodeType() == Node.ELEMENT_NODE)
                .map(Element.class::cast)
                .toList();
    }
}
