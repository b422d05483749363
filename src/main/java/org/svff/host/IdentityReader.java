package org.svff.host;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.svff.pci.PciAddress;
import org.svff.world.CardIdentity;

/** Reads what a card is known by. Takes no device lock. What cannot be read is unknown: no card is refused for it. */
final class IdentityReader {
    /** Where PCIe's extended capabilities begin; each header has its id, and where the next one is (PCIe 6.0, 7.6.3). */
    private static final int FIRST_CAPABILITY = 0x100;

    private static final int SERIAL_CAPABILITY = 0x0003;
    private static final int MOST_CAPABILITIES = 960; // so many find room; a chain that is longer goes round
    private static final Pattern MAC = Pattern.compile("[0-9a-f]{2}(:[0-9a-f]{2}){5}");
    private static final String NO_MAC = "00:00:00:00:00:00";

    private IdentityReader() {}

    static CardIdentity read(Sysfs sysfs, PciAddress address) throws SysfsException {
        Optional<String> serial = Reading.ifReadable(() -> sysfs.readBytes(SysPaths.of(address, SysPaths.CONFIG)))
                .flatMap(IdentityReader::serial);
        return new CardIdentity(
                slot(sysfs, address).or(() -> way(sysfs, address)).orElse(""),
                serial.isPresent() ? serial.get() : mac(sysfs, address).orElse(""));
    }

    /** The Device Serial Number in a configuration space, written as lspci does; empty when it has none. */
    static Optional<String> serial(byte[] config) {
        ByteBuffer space = ByteBuffer.wrap(config).order(ByteOrder.LITTLE_ENDIAN);
        int at = FIRST_CAPABILITY;
        for (int i = 0; i < MOST_CAPABILITIES && at >= FIRST_CAPABILITY && at + 12 <= config.length; i++) {
            int header = space.getInt(at);
            if ((header & 0xffff) == SERIAL_CAPABILITY) {
                return written(space.getLong(at + 4));
            }
            at = header >>> 20 & 0xffc;
        }
        return Optional.empty();
    }

    /** All zeros or all ones are no number, but what is there when none was given, or the device does not answer. */
    private static Optional<String> written(long number) {
        if (number == 0 || number == -1) {
            return Optional.empty();
        }
        List<String> bytes = new ArrayList<>();
        for (int shift = 56; shift >= 0; shift -= 8) {
            bytes.add(String.format(Locale.ROOT, "%02x", number >>> shift & 0xff));
        }
        return Optional.of(String.join("-", bytes));
    }

    private static Optional<String> mac(Sysfs sysfs, PciAddress address) throws SysfsException {
        for (String name : VfReader.interfaces(sysfs, address)) {
            Optional<String> origin = Reading.ifReadable(() ->
                    sysfs.read(SysPaths.interfaceAddressOrigin(address, name)).strip());
            Optional<String> mac = Reading.ifReadable(
                    () -> sysfs.read(SysPaths.interfaceAddress(address, name)).strip());
            if (origin.equals(Optional.of("0"))
                    && mac.filter(m -> MAC.matcher(m).matches() && !m.equals(NO_MAC))
                            .isPresent()) {
                return mac;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> slot(Sysfs sysfs, PciAddress address) {
        String device = address.toString().substring(0, address.toString().lastIndexOf('.'));
        for (String slot : Reading.ifReadable(() -> sysfs.list(SysPaths.SLOTS)).orElse(List.of())) {
            if (Reading.ifReadable(() -> sysfs.read(SysPaths.slotAddress(slot)).strip())
                    .equals(Optional.of(device))) {
                return Optional.of(slot);
            }
        }
        return Optional.empty();
    }

    private static Optional<String> way(Sysfs sysfs, PciAddress address) {
        return Reading.ifReadable(() -> sysfs.readLink(SysPaths.device(address)))
                .flatMap(IdentityReader::way);
    }

    /**
     * The way to a device, from the link to its folder ({@code ../../../devices/pci0000:00/0000:00:03.0/0000:01:00.0}):
     * without the numbers of the buses, which firmware may give anew.
     */
    static Optional<String> way(String link) {
        List<String> way = new ArrayList<>();
        for (String part : link.split("/", -1)) {
            if (part.startsWith("pci")) {
                way.add(part);
            } else if (!way.isEmpty()) {
                Optional<PciAddress> bridge = SysText.address(part);
                if (bridge.isEmpty()) {
                    return Optional.empty();
                }
                way.add(String.format(
                        Locale.ROOT,
                        "%02x.%d",
                        bridge.get().device(),
                        bridge.get().function()));
            }
        }
        return way.size() < 2 ? Optional.empty() : Optional.of(String.join("/", way));
    }
}
