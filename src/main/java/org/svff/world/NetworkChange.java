package org.svff.world;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * What is to be changed of a network VF's settings; what is not named stays as it is.
 *
 * @param settings what was written, by name: each a name of {@link #NAMES} with a value that it can have
 */
public record NetworkChange(Map<String, String> settings) implements SettingsChange {
    /** What can be changed, by the names that one writes. */
    public static final List<String> NAMES = List.of(
            "mac", "vlan", "qos", "vlan-protocol", "trust", "spoof-check", "link", "min-tx-rate", "max-tx-rate");

    /** The VLAN ids are those of IEEE 802.1Q: 4095 is reserved, 0 is none. */
    private static final int MOST_VLAN = 4094;

    private static final int MOST_QOS = 7;
    private static final int DOT1AD = 0x88a8;
    private static final List<String> LINK_STATES = List.of("auto", "on", "off"); // as the kernel counts them

    public NetworkChange {
        settings = Map.copyOf(settings);
        if (settings.isEmpty()) {
            throw new IllegalArgumentException("there is nothing to set");
        }
        Draft draft = new Draft(NetworkSettings.NONE);
        settings.forEach(draft::set);
    }

    static NetworkChange of(Map<String, String> settings) {
        return new NetworkChange(settings);
    }

    /** The settings with the change made. A VLAN that is taken away takes its priority and protocol along. */
    public NetworkSettings on(NetworkSettings now) {
        Draft draft = new Draft(now);
        settings.forEach(draft::set);
        return draft.get(settings);
    }

    public boolean has(String name) {
        return settings.containsKey(name);
    }

    @Override
    public String toString() {
        return SettingsText.written(NAMES, settings);
    }

    /** In which the settings come together, in whatever order. */
    private static final class Draft {
        private final Map<String, BiConsumer<String, String>> setters = Map.of(
                "mac", (name, value) -> this.mac = mac(value),
                "vlan", (name, value) -> this.vlan = SettingsText.number(name, value, 0, MOST_VLAN),
                "qos", (name, value) -> this.qos = SettingsText.number(name, value, 0, MOST_QOS),
                "vlan-protocol", (name, value) -> this.protocol = protocol(value),
                "trust", (name, value) -> this.trust = Optional.of(SettingsText.onOrOff(name, value)),
                "spoof-check", (name, value) -> this.spoofCheck = Optional.of(SettingsText.onOrOff(name, value)),
                "link", (name, value) -> this.link = link(value),
                "min-tx-rate", (name, value) -> this.minRate = SettingsText.number(name, value, 0, MOST_RATE),
                "max-tx-rate", (name, value) -> this.maxRate = SettingsText.number(name, value, 0, MOST_RATE));

        /** A terabit a second, in Mbit/s. */
        private static final int MOST_RATE = 1_000_000;

        private String mac;
        private int vlan;
        private int qos;
        private int protocol;
        private Optional<Boolean> spoofCheck;
        private Optional<Boolean> trust;
        private int link;
        private int minRate;
        private int maxRate;

        Draft(NetworkSettings now) {
            mac = now.mac();
            vlan = now.vlan();
            qos = now.qos();
            protocol = now.vlanProtocol();
            spoofCheck = now.spoofCheck();
            trust = now.trust();
            link = now.linkState();
            minRate = now.minRate();
            maxRate = now.maxRate();
        }

        void set(String name, String value) {
            BiConsumer<String, String> setter = setters.get(name);
            if (setter == null) {
                throw new IllegalArgumentException(
                        "there is no setting " + name + "; there are: " + String.join(", ", NAMES));
            }
            setter.accept(name, value);
        }

        NetworkSettings get(Map<String, String> named) {
            boolean untagged = named.containsKey("vlan") && vlan == 0;
            return new NetworkSettings(
                    mac,
                    vlan,
                    untagged && !named.containsKey("qos") ? 0 : qos,
                    untagged && !named.containsKey("vlan-protocol") ? NetworkSettings.DOT1Q : protocol,
                    spoofCheck,
                    trust,
                    link,
                    minRate,
                    maxRate);
        }

        private static String mac(String value) {
            String mac = value.toLowerCase(Locale.ROOT).replace('-', ':');
            if (mac.equals("none")) {
                return NetworkSettings.NO_MAC;
            }
            if (!mac.matches("[0-9a-f]{2}(:[0-9a-f]{2}){5}")) {
                throw new IllegalArgumentException(
                        "mac=" + value + ": it is six bytes like 52:54:00:00:00:0a, or none");
            }
            if ((Integer.parseInt(mac.substring(0, 2), 16) & 1) != 0) {
                throw new IllegalArgumentException(
                        "mac=" + value + ": that is a group's address (its first byte is odd), no device's");
            }
            return mac;
        }

        private static int protocol(String value) {
            return switch (value.toLowerCase(Locale.ROOT)) {
                case "802.1q" -> NetworkSettings.DOT1Q;
                case "802.1ad" -> DOT1AD;
                default -> throw new IllegalArgumentException("vlan-protocol=" + value + ": it is 802.1Q or 802.1ad");
            };
        }

        private static int link(String value) {
            int state = LINK_STATES.indexOf(value);
            if (state < 0) {
                throw new IllegalArgumentException("link=" + value + ": it is on, off or auto, which is as the PF's");
            }
            return state;
        }
    }
}
