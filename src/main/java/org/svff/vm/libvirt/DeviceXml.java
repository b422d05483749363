package org.svff.vm.libvirt;

import java.io.StringWriter;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.svff.pci.PciAddress;
import org.w3c.dom.Element;

/** The XML of one host device, as libvirt takes it. */
final class DeviceXml {
    /** What libvirt has the aliases begin with that are not its own. */
    private static final String USER_ALIAS = "ua-";

    private DeviceXml() {}

    /** The alias of a device of ours. */
    static String aliasOf(String device) {
        return USER_ALIAS + device;
    }

    /** A device's name as svff tells it: the alias, without libvirt's mark. */
    static String deviceOf(String alias) {
        return alias.startsWith(USER_ALIAS) ? alias.substring(USER_ALIAS.length()) : alias;
    }

    /**
     * A device to attach. It is not managed: svff binds VFs to their drivers, and libvirt keeps its hands off.
     *
     * @param port where to; has a free slot
     */
    static String of(String device, PciAddress host, Port port) {
        return String.format(
                "<hostdev mode='subsystem' type='pci' managed='no'><driver name='vfio'/>"
                        + "<source><address domain='0x%04x' bus='0x%02x' slot='0x%02x' function='0x%x'/></source>"
                        + "<alias name='%s'/>"
                        + "<address type='pci' domain='0x0000' bus='0x%02x' slot='0x%02x' function='0x0'/></hostdev>",
                host.domain(),
                host.bus(),
                host.device(),
                host.function(),
                aliasOf(device),
                port.index(),
                port.slot().orElse(0));
    }

    /** An element as text. */
    static String text(Element element) {
        try {
            Transformer transformer = TransformerFactory.newDefaultInstance().newTransformer();
            transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
            StringWriter text = new StringWriter();
            transformer.transform(new DOMSource(element), new StreamResult(text));
            return text.toString();
        } catch (TransformerException e) {
            throw new IllegalStateException("cannot write XML: " + e.getMessage(), e);
        }
    }
}
