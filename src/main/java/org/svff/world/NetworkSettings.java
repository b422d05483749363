package org.svff.world;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Optional;

/**
 * What an administrator sets on a network VF from the host ({@code ip link set PF vf N ...}). The kernel forgets it when
 * the VF is destroyed.
 *
 * @param mac in lower case with colons; all zeros when none was set and the guest has chosen none
 * @param vlan VLAN id that the card adds and strips; 0 for none
 * @param qos priority in that tag, 0 to 7
 * @param vlanProtocol EtherType of the tag: 0x8100 (802.1Q) or 0x88a8 (802.1ad)
 * @param spoofCheck whether frames with another sender are dropped; empty when the driver does not tell
 * @param trust whether the guest may change what was set here; empty when the driver does not tell
 * @param linkState 0 as the PF's link, 1 always up, 2 always down
 * @param minRate least transmit rate in Mbit/s; 0 for none
 * @param maxRate greatest transmit rate in Mbit/s; 0 for no limit
 */
public record NetworkSettings(
        String mac,
        int vlan,
        int qos,
        int vlanProtocol,
        Optional<Boolean> spoofCheck,
        Optional<Boolean> trust,
        int linkState,
        int minRate,
        int maxRate) {
    public static final String NO_MAC = "00:00:00:00:00:00";
    public static final int DOT1Q = 0x8100;

    /** A VF that nothing was set on. */
    public static final NetworkSettings NONE =
            new NetworkSettings(NO_MAC, 0, 0, DOT1Q, Optional.empty(), Optional.empty(), 0, 0, 0);

    @JsonIgnore
    public boolean hasMac() {
        return !mac.equals(NO_MAC);
    }

    public NetworkSettings withMac(String newMac) {
        return new NetworkSettings(newMac, vlan, qos, vlanProtocol, spoofCheck, trust, linkState, minRate, maxRate);
    }

    NetworkSettings withVlanOf(NetworkSettings other) {
        return new NetworkSettings(
                mac, other.vlan, other.qos, other.vlanProtocol, spoofCheck, trust, linkState, minRate, maxRate);
    }

    NetworkSettings withSpoofCheck(Optional<Boolean> on) {
        return new NetworkSettings(mac, vlan, qos, vlanProtocol, on, trust, linkState, minRate, maxRate);
    }

    NetworkSettings withTrust(Optional<Boolean> on) {
        return new NetworkSettings(mac, vlan, qos, vlanProtocol, spoofCheck, on, linkState, minRate, maxRate);
    }

    NetworkSettings withLinkState(int state) {
        return new NetworkSettings(mac, vlan, qos, vlanProtocol, spoofCheck, trust, state, minRate, maxRate);
    }

    NetworkSettings withRates(int least, int greatest) {
        return new NetworkSettings(mac, vlan, qos, vlanProtocol, spoofCheck, trust, linkState, least, greatest);
    }

    /** Whether the VLAN, its priority and protocol are the same. */
    public boolean sameVlan(NetworkSettings other) {
        return vlan == other.vlan && qos == other.qos && vlanProtocol == other.vlanProtocol;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("MAC ").append(hasMac() ? mac : "none");
        if (vlan != 0) {
            text.append(", VLAN ").append(vlan).append(qos == 0 ? "" : " qos " + qos);
            text.append(vlanProtocol == DOT1Q ? "" : " (802.1ad)");
        }
        spoofCheck.ifPresent(on -> text.append(", spoof check ").append(on ? "on" : "off"));
        trust.ifPresent(on -> text.append(", trust ").append(on ? "on" : "off"));
        if (linkState != 0) {
            text.append(", link ").append(linkState == 1 ? "up" : "down");
        }
        if (minRate != 0 || maxRate != 0) {
            text.append(", rate ")
                    .append(minRate)
                    .append(" to ")
                    .append(maxRate)
                    .append(" Mbit/s");
        }
        return text.toString();
    }
}
