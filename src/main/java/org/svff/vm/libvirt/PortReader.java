package org.svff.vm.libvirt;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.w3c.dom.Element;

/** Reads a domain's PCI topology. */
final class PortReader {
    /** First and last slot of each kind of controller that takes devices while the domain runs. */
    private static final Map<String, int[]> SLOTS = Map.of(
            "pcie-root-port", new int[] {0, 0},
            "pcie-switch-downstream-port", new int[] {0, 0},
            "pcie-to-pci-bridge", new int[] {1, 31},
            "pci-bridge", new int[] {1, 31},
            "pci-root", new int[] {3, 31}); // 1 is the chip set, 2 the display's by custom

    private static final int MOST_LEVELS = 32;

    private PortReader() {}

    static List<Port> ports(Element devices) {
        List<Port> found = new ArrayList<>();
        for (Element controller : controllers(devices)) {
            int[] slots = SLOTS.get(controller.getAttribute("model"));
            boolean fixed = DomainXml.child(controller, "target")
                    .filter(t -> t.getAttribute("hotplug").equals("off"))
                    .isPresent();
            if (slots != null && !fixed) {
                found.add(port(devices, controller, slots[0], slots[1]));
            }
        }
        return List.copyOf(found);
    }

    private static Port port(Element devices, Element controller, int first, int last) {
        int index = DomainXml.number(controller, "index");
        Set<Integer> used = new HashSet<>();
        Optional<String> taken = Optional.empty();
        for (Element device : DomainXml.children(devices)) {
            Optional<Element> at = DomainXml.address(device).filter(a -> DomainXml.number(a, "bus") == index);
            if (at.isPresent()) {
                used.add(DomainXml.number(at.get(), "slot"));
                taken = Optional.of(name(device));
            }
        }
        return new Port(
                name(controller),
                index,
                controller.getAttribute("model"),
                IntStream.rangeClosed(first, last)
                        .filter(s -> !used.contains(s))
                        .findFirst(),
                taken,
                node(devices, controller, MOST_LEVELS));
    }

    /** A device's alias; what it is while it has none. */
    private static String name(Element device) {
        return DomainXml.child(device, "alias")
                .map(a -> a.getAttribute("name"))
                .orElse(device.getTagName() + " " + device.getAttribute("index"));
    }

    /** Up the tree, to the first expander bus that has a node. */
    private static OptionalInt node(Element devices, Element controller, int levels) {
        Optional<Element> node = DomainXml.child(controller, "target").flatMap(t -> DomainXml.child(t, "node"));
        if (node.isPresent()) {
            return OptionalInt.of(Integer.decode(node.get().getTextContent().strip()));
        }
        Optional<Element> above = DomainXml.address(controller)
                .map(at -> DomainXml.number(at, "bus"))
                .filter(bus -> bus != DomainXml.number(controller, "index"))
                .flatMap(bus -> controller(devices, bus));
        return above.isEmpty() || levels == 0 ? OptionalInt.empty() : node(devices, above.get(), levels - 1);
    }

    private static Optional<Element> controller(Element devices, int index) {
        return controllers(devices).stream()
                .filter(c -> DomainXml.number(c, "index") == index)
                .findFirst();
    }

    /** The alias of the controller with this number. */
    static Optional<String> alias(Element devices, int index) {
        return controller(devices, index).map(PortReader::name);
    }

    private static List<Element> controllers(Element devices) {
        return DomainXml.children(devices).stream()
                .filter(e -> e.getTagName().equals("controller")
                        && e.getAttribute("type").equals("pci"))
                .toList();
    }
}
