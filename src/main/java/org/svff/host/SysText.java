package org.svff.host;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.svff.pci.DeviceId;
import org.svff.pci.PciAddress;
import org.svff.world.AerCounters;

/** Reads the texts that sysfs shows. Pure; a text that is not what it should be is told as EIO by its path. */
final class SysText {
    private static final int CLASS_NETWORK = 0x02;
    private static final int IFF_UP = 1;

    private SysText() {}

    /** A decimal or {@code 0x} hexadecimal number. */
    static int number(String text, String path) throws SysfsException {
        try {
            return Integer.decode(text.strip());
        } catch (NumberFormatException e) {
            throw unexpected(text, path);
        }
    }

    static DeviceId id(String vendor, String device, String path) throws SysfsException {
        try {
            return DeviceId.parse(vendor.strip(), device.strip());
        } catch (IllegalArgumentException e) {
            throw unexpected(vendor + " " + device, path);
        }
    }

    /** The last name of a link's text: a driver, a group, a device. */
    static String lastName(String link) {
        return link.substring(link.lastIndexOf('/') + 1);
    }

    /** The PCI address a link leads to; empty when it leads to something else. */
    static Optional<PciAddress> address(String link) {
        try {
            return Optional.of(PciAddress.parse(lastName(link)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static OptionalInt group(String link) {
        try {
            return OptionalInt.of(Integer.parseInt(lastName(link)));
        } catch (NumberFormatException e) {
            return OptionalInt.empty();
        }
    }

    /**
     * The total of one AER file, whose lines are {@code NAME COUNT}, the total's name beginning with TOTAL_ERR_.
     *
     * @return 0 when there is no such line
     */
    static long aerTotal(String text) {
        return text.lines()
                .filter(line -> line.startsWith("TOTAL_ERR_"))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .filter(count -> count.matches("\\d{1,18}"))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElse(0);
    }

    static AerCounters aer(String correctable, String nonFatal, String fatal) {
        return new AerCounters(aerTotal(correctable), aerTotal(nonFatal), aerTotal(fatal));
    }

    /** Whether a PCI class code (24 bits, base class first) is that of a network controller. */
    static boolean isNetwork(int classCode) {
        return classCode >> 16 == CLASS_NETWORK;
    }

    /** Whether an interface's flags (netdevice(7)) say that it is up. */
    static boolean isUp(int flags) {
        return (flags & IFF_UP) != 0;
    }

    /** Whether the driver only hands the device to user space; who uses it then is told by who holds it. */
    static boolean isVfio(String driver) {
        String name = driver.replace('-', '_');
        return name.startsWith("vfio") || name.endsWith("_vfio_pci");
    }

    /** The name after {@code guest=} of QEMU's {@code -name}, or its whole value when it has no keys. */
    static Optional<String> guestName(List<String> arguments) {
        int option = Math.max(arguments.indexOf("-name"), arguments.indexOf("--name"));
        if (option < 0 || option + 1 >= arguments.size()) {
            return Optional.empty();
        }
        String value = arguments.get(option + 1);
        for (String part : value.split(",", -1)) {
            if (part.startsWith("guest=")) {
                return Optional.of(part.substring("guest=".length()));
            }
        }
        return Optional.of(value.split(",", 2)[0]).filter(name -> !name.isEmpty() && !name.contains("="));
    }

    private static SysfsException unexpected(String text, String path) {
        return new SysfsException(Errno.EIO, "make sense of '" + text.strip() + "' in", path);
    }
}
