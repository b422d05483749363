package org.svff.pci;

import java.util.Locale;

/**
 * What a PCI function is: its vendor and device id, written {@code 10ee:903f}.
 *
 * @param vendor 0 to 0xffff
 * @param device 0 to 0xffff
 */
public record DeviceId(int vendor, int device) {
    public DeviceId {
        if (vendor < 0 || vendor > 0xffff || device < 0 || device > 0xffff) {
            throw new IllegalArgumentException("no PCI id: " + vendor + ", " + device);
        }
    }

    /** Reads sysfs' form: two numbers as {@code 0x10ee} or {@code 10ee}, hexadecimal. */
    public static DeviceId parse(String vendor, String device) {
        return new DeviceId(hex(vendor), hex(device));
    }

    private static int hex(String text) {
        return Integer.parseInt(text.startsWith("0x") ? text.substring(2) : text, 16);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%04x:%04x", vendor, device);
    }
}
