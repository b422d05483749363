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

    /**
     * Reads {@code 10ee:903f}.
     *
     * @throws IllegalArgumentException when the text is of another form
     */
    public static DeviceId parse(String text) {
        if (!text.matches("[0-9a-fA-F]{4}:[0-9a-fA-F]{4}")) {
            throw new IllegalArgumentException("'" + text + "' is no vendor and device id; one looks like 10ee:903f");
        }
        return parse(text.substring(0, 4), text.substring(5));
    }

    private static int hex(String text) {
        return Integer.parseInt(text.startsWith("0x") ? text.substring(2) : text, 16);
    }

    /** Whether it is what AMD/Xilinx' QDMA PFs show unless an image says otherwise (QDMA driver, pci_ids.h). */
    public boolean isQdma() {
        return vendor == 0x10ee && (device >> 12 == 0x9 || device >> 12 == 0xb);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%04x:%04x", vendor, device);
    }
}
