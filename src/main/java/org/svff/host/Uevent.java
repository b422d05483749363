package org.svff.host;

import java.util.Map;

/**
 * One message of the kernel about a device (Documentation/ABI/testing/sysfs-uevent; lib/kobject_uevent.c).
 *
 * @param action {@code add}, {@code remove}, {@code change}, {@code bind}, {@code unbind}, ...
 * @param devpath the device's path below {@code /sys}, beginning with a slash
 * @param properties the message's {@code KEY=value} lines
 */
public record Uevent(String action, String devpath, Map<String, String> properties) {
    public Uevent {
        properties = Map.copyOf(properties);
    }

    /** {@code pci}, {@code net}, ...; empty when the message has none. */
    public String subsystem() {
        return properties.getOrDefault("SUBSYSTEM", "");
    }
}
