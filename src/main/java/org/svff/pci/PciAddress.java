package org.svff.pci;

import java.util.Comparator;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a PCI function sits: domain, bus, device and function, written {@code 0000:03:00.0}.
 *
 * <p>The address of a VF may change when VFs are re-created, so nothing is remembered by it: a VF is named by {@link
 * VfName}.
 *
 * @param domain PCI segment, 0 to 0xffff (the kernel gives larger ones to VMD and Hyper-V: up to 0xffffffff is taken)
 * @param bus 0 to 255
 * @param device 0 to 31
 * @param function 0 to 7
 */
public record PciAddress(int domain, int bus, int device, int function) implements Comparable<PciAddress> {
    private static final Pattern TEXT =
            Pattern.compile("(?:([0-9a-fA-F]{4,8}):)?([0-9a-fA-F]{2}):([0-9a-fA-F]{2})\\.([0-7])");
    private static final Pattern NODE = Pattern.compile("pci_([0-9a-f]{4,8})_([0-9a-f]{2})_([0-9a-f]{2})_([0-7])");
    private static final Comparator<PciAddress> ORDER = (a, b) -> {
        int byDomain = Integer.compareUnsigned(a.domain, b.domain);
        return byDomain != 0 ? byDomain : Integer.compare(a.routingId(), b.routingId());
    };

    public PciAddress {
        if (bus < 0 || bus > 0xff || device < 0 || device > 0x1f || function < 0 || function > 7) {
            throw new IllegalArgumentException(
                    "no PCI address has bus " + bus + ", device " + device + ", function " + function);
        }
    }

    /**
     * Reads {@code DDDD:BB:DD.F}, {@code BB:DD.F} (domain 0) or libvirt's node-device form {@code pci_DDDD_BB_DD_F}.
     *
     * @throws IllegalArgumentException when the text is neither; the message quotes it and shows the form
     */
    public static PciAddress parse(String text) {
        Matcher plain = TEXT.matcher(text);
        if (plain.matches()) {
            return of(plain.group(1) == null ? "0" : plain.group(1), plain, text);
        }
        Matcher node = NODE.matcher(text);
        if (node.matches()) {
            return of(node.group(1), node, text);
        }
        throw notAnAddress(text);
    }

    private static PciAddress of(String domain, Matcher m, String text) {
        int device = Integer.parseInt(m.group(3), 16);
        if (device > 0x1f) {
            throw notAnAddress(text);
        }
        return new PciAddress(
                Integer.parseUnsignedInt(domain, 16),
                Integer.parseInt(m.group(2), 16),
                device,
                Integer.parseInt(m.group(4)));
    }

    private static IllegalArgumentException notAnAddress(String text) {
        return new IllegalArgumentException(
                "'" + text + "' is not a PCI address; one looks like 0000:03:00.0 (domain:bus:device.function)");
    }

    /** Bus, device and function as the 16-bit number that PCIe calls the Routing ID (PCIe 6.0, 2.2.4.2). */
    public int routingId() {
        return bus << 8 | device << 3 | function;
    }

    /** The function {@code offset} Routing IDs further on, as a VF is found from its PF (SR-IOV 9.2.1.2). */
    public PciAddress plus(int offset) {
        int id = routingId() + offset;
        if (id < 0 || id > 0xffff) {
            throw new IllegalArgumentException(this + " + " + offset + " leaves the PCI segment");
        }
        return new PciAddress(domain, id >> 8, id >> 3 & 0x1f, id & 7);
    }

    /** Whether the other is a function of the same device: one card, as a rule. */
    public boolean isSameDevice(PciAddress other) {
        return domain == other.domain && bus == other.bus && device == other.device;
    }

    /** The name libvirt gives this device: {@code pci_0000_03_00_0}. It needs no quoting in an ObjectName. */
    public String nodeName() {
        return String.format(Locale.ROOT, "pci_%04x_%02x_%02x_%d", domain, bus, device, function);
    }

    @Override
    public int compareTo(PciAddress other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%04x:%02x:%02x.%d", domain, bus, device, function);
    }
}
