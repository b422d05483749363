package org.svff.world;

/** The things that are set on a network VF one by one, in the order in which they are. */
public enum NetworkSetting {
    MAC,
    VLAN,
    LINK_STATE,
    RATE,
    SPOOF_CHECK,
    TRUST;

    /** Whether it is not the same in both. */
    public boolean differs(NetworkSettings one, NetworkSettings other) {
        return !copy(one, other).equals(one);
    }

    /** The settings with this one as in {@code from}. */
    public NetworkSettings copy(NetworkSettings settings, NetworkSettings from) {
        return switch (this) {
            case MAC -> settings.withMac(from.mac());
            case VLAN -> settings.withVlanOf(from);
            case LINK_STATE -> settings.withLinkState(from.linkState());
            case RATE -> settings.withRates(from.minRate(), from.maxRate());
            case SPOOF_CHECK -> settings.withSpoofCheck(from.spoofCheck());
            case TRUST -> settings.withTrust(from.trust());
        };
    }
}
