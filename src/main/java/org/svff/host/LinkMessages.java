package org.svff.host;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.svff.world.NetworkSettings;

/**
 * The messages of rtnetlink(7) about the VFs of a network interface, as bytes. Numbers from linux/if_link.h,
 * linux/rtnetlink.h and linux/netlink.h; the byte order is the machine's.
 */
final class LinkMessages {
    static final int NLMSG_ERROR = 2;
    private static final int RTM_GETLINK = 18;
    private static final int RTM_SETLINK = 19;
    private static final int NLM_F_REQUEST = 1;
    private static final int NLM_F_ACK = 4;

    private static final int IFLA_IFNAME = 3;
    private static final int IFLA_VFINFO_LIST = 22;
    private static final int IFLA_EXT_MASK = 29;
    /** RTEXT_FILTER_VF and RTEXT_FILTER_SKIP_STATS. */
    private static final int WITH_VFS = 1 | 8;

    private static final int IFLA_VF_INFO = 1;
    private static final int IFLA_VF_MAC = 1;
    private static final int IFLA_VF_VLAN = 2;
    private static final int IFLA_VF_SPOOFCHK = 4;
    private static final int IFLA_VF_LINK_STATE = 5;
    private static final int IFLA_VF_RATE = 6;
    private static final int IFLA_VF_TRUST = 9;
    private static final int IFLA_VF_VLAN_LIST = 12;
    private static final int IFLA_VF_VLAN_INFO = 1;

    /** {@code struct nlmsghdr}: length, type, flags, sequence, port. */
    static final int HEADER = 16;
    /** {@code struct ifinfomsg}. */
    private static final int IFINFO = 16;

    private static final int TYPE_MASK = 0x3fff; // the upper two bits are flags
    private static final int UNKNOWN = -1;
    private static final int MAC_LENGTH = 6;
    private static final int LONGEST_ADDRESS = 32; // MAX_ADDR_LEN
    /** VF, VLAN, QoS, protocol. */
    private static final int SHORTEST_VLAN_INFO = 14;

    private static final HexFormat MAC = HexFormat.ofDelimiter(":");

    private LinkMessages() {}

    /** Asks for one interface with its VFs. */
    static byte[] get(String netInterface) {
        return request(
                RTM_GETLINK, NLM_F_REQUEST, List.of(name(netInterface), attribute(IFLA_EXT_MASK, ints(WITH_VFS))));
    }

    /** The requests that turn {@code now} into what is wanted, one setting each: an error then says which it is. */
    static Map<String, byte[]> set(String netInterface, int vf, NetworkSettings wanted, NetworkSettings now) {
        Map<String, byte[]> requests = new TreeMap<>();
        if (!wanted.sameVlan(now)) {
            requests.put("VLAN " + wanted.vlan(), set(netInterface, vlan(vf, wanted)));
        }
        if (!wanted.mac().equals(now.mac())) {
            byte[] address = new byte[LONGEST_ADDRESS];
            System.arraycopy(MAC.parseHex(wanted.mac()), 0, address, 0, MAC_LENGTH);
            requests.put("MAC " + wanted.mac(), set(netInterface, attribute(IFLA_VF_MAC, join(ints(vf), address))));
        }
        if (wanted.minRate() != now.minRate() || wanted.maxRate() != now.maxRate()) {
            requests.put(
                    "rate " + wanted.minRate() + " to " + wanted.maxRate(),
                    set(netInterface, attribute(IFLA_VF_RATE, ints(vf, wanted.minRate(), wanted.maxRate()))));
        }
        if (wanted.linkState() != now.linkState()) {
            requests.put(
                    "link state " + wanted.linkState(),
                    set(netInterface, attribute(IFLA_VF_LINK_STATE, ints(vf, wanted.linkState()))));
        }
        putSwitch(requests, "spoof check ", netInterface, IFLA_VF_SPOOFCHK, vf, wanted.spoofCheck(), now.spoofCheck());
        putSwitch(requests, "trust ", netInterface, IFLA_VF_TRUST, vf, wanted.trust(), now.trust());
        return requests;
    }

    private static void putSwitch(
            Map<String, byte[]> requests,
            String what,
            String netInterface,
            int type,
            int vf,
            Optional<Boolean> wanted,
            Optional<Boolean> now) {
        if (wanted.isPresent() && !wanted.equals(now)) {
            requests.put(
                    what + (wanted.get() ? "on" : "off"),
                    set(netInterface, attribute(type, ints(vf, wanted.get() ? 1 : 0))));
        }
    }

    private static byte[] vlan(int vf, NetworkSettings wanted) {
        if (wanted.vlanProtocol() == NetworkSettings.DOT1Q) {
            return attribute(IFLA_VF_VLAN, ints(vf, wanted.vlan(), wanted.qos()));
        }
        byte[] protocol = {(byte) (wanted.vlanProtocol() >> 8), (byte) wanted.vlanProtocol(), 0, 0}; // and padding
        byte[] info = join(ints(vf, wanted.vlan(), wanted.qos()), protocol);
        return attribute(IFLA_VF_VLAN_LIST, attribute(IFLA_VF_VLAN_INFO, info));
    }

    private static byte[] set(String netInterface, byte[] setting) {
        byte[] list = attribute(IFLA_VFINFO_LIST, attribute(IFLA_VF_INFO, setting));
        return request(RTM_SETLINK, NLM_F_REQUEST | NLM_F_ACK, List.of(name(netInterface), list));
    }

    private static byte[] request(int type, int flags, List<byte[]> attributes) {
        byte[] body = join(new byte[IFINFO], join(attributes.toArray(byte[][]::new)));
        byte[] message = new byte[HEADER + body.length];
        fill(message)
                .putInt(message.length)
                .putShort((short) type)
                .putShort((short) flags)
                .position(HEADER)
                .put(body);
        return message;
    }

    private static byte[] name(String netInterface) {
        return attribute(IFLA_IFNAME, (netInterface + "\0").getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] attribute(int type, byte[] value) {
        byte[] bytes = new byte[padded(4 + value.length)];
        fill(bytes).putShort((short) (4 + value.length)).putShort((short) type).put(value);
        return bytes;
    }

    private static byte[] ints(int... values) {
        byte[] bytes = new byte[4 * values.length];
        ByteBuffer filled = fill(bytes);
        for (int value : values) {
            filled.putInt(value);
        }
        return bytes;
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static ByteBuffer fill(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    }

    private static int padded(int length) {
        return (length + 3) & ~3;
    }

    /** The settings in an RTM_NEWLINK, by VF index. */
    static Map<Integer, NetworkSettings> vfs(byte[] message) {
        ByteBuffer body = from(message, HEADER + IFINFO);
        Map<Integer, NetworkSettings> vfs = new TreeMap<>();
        for (Attribute list : attributes(body)) {
            if (list.type() == IFLA_VFINFO_LIST) {
                for (Attribute info : attributes(list.value())) {
                    addVf(vfs, attributes(info.value()));
                }
            }
        }
        return vfs;
    }

    private static void addVf(Map<Integer, NetworkSettings> vfs, List<Attribute> info) {
        int vf = UNKNOWN;
        NetworkSettings found = NetworkSettings.NONE;
        for (Attribute a : info) {
            ByteBuffer v = a.value();
            if (v.limit() < shortest(a.type())) {
                continue; // no kernel sends it; nobody shall fall over it
            }
            switch (a.type()) {
                case IFLA_VF_MAC -> {
                    byte[] mac = new byte[MAC_LENGTH];
                    vf = v.getInt();
                    v.get(mac);
                    found = found.withMac(MAC.formatHex(mac));
                }
                case IFLA_VF_VLAN -> found = withVlan(found, v.getInt(4), v.getInt(8), found.vlanProtocol());
                case IFLA_VF_VLAN_LIST -> {
                    for (Attribute one : attributes(v)) {
                        if (one.value().limit() < SHORTEST_VLAN_INFO) {
                            continue;
                        }
                        int protocol = one.value()
                                        .duplicate()
                                        .order(ByteOrder.BIG_ENDIAN)
                                        .getShort(12)
                                & 0xffff;
                        found = withVlan(
                                found, one.value().getInt(4), one.value().getInt(8), protocol);
                    }
                }
                case IFLA_VF_SPOOFCHK -> found = with(found, isOn(v), found.trust(), found.linkState());
                case IFLA_VF_TRUST -> found = with(found, found.spoofCheck(), isOn(v), found.linkState());
                case IFLA_VF_LINK_STATE -> found = with(found, found.spoofCheck(), found.trust(), v.getInt(4));
                case IFLA_VF_RATE -> found = withRates(found, v.getInt(4), v.getInt(8));
                default -> {
                    // statistics and what other kinds of networks have
                }
            }
        }
        if (vf != UNKNOWN) {
            vfs.put(vf, found);
        }
    }

    /** Bytes of {@code struct ifla_vf_mac} and its like, as far as they are read. */
    private static int shortest(int type) {
        return switch (type) {
            case IFLA_VF_MAC -> 4 + MAC_LENGTH;
            case IFLA_VF_VLAN, IFLA_VF_RATE -> 12;
            case IFLA_VF_SPOOFCHK, IFLA_VF_TRUST, IFLA_VF_LINK_STATE -> 8;
            default -> 0;
        };
    }

    private static Optional<Boolean> isOn(ByteBuffer value) {
        int setting = value.getInt(4);
        return setting == UNKNOWN ? Optional.empty() : Optional.of(setting != 0);
    }

    private static NetworkSettings withVlan(NetworkSettings s, int vlan, int qos, int protocol) {
        return new NetworkSettings(
                s.mac(), vlan, qos, protocol, s.spoofCheck(), s.trust(), s.linkState(), s.minRate(), s.maxRate());
    }

    private static NetworkSettings with(
            NetworkSettings s, Optional<Boolean> spoofCheck, Optional<Boolean> trust, int linkState) {
        return new NetworkSettings(
                s.mac(), s.vlan(), s.qos(), s.vlanProtocol(), spoofCheck, trust, linkState, s.minRate(), s.maxRate());
    }

    private static NetworkSettings withRates(NetworkSettings s, int least, int greatest) {
        return new NetworkSettings(
                s.mac(),
                s.vlan(),
                s.qos(),
                s.vlanProtocol(),
                s.spoofCheck(),
                s.trust(),
                s.linkState(),
                least,
                greatest);
    }

    private record Attribute(int type, ByteBuffer value) {}

    private static List<Attribute> attributes(ByteBuffer bytes) {
        List<Attribute> found = new ArrayList<>();
        int at = 0;
        while (at + 4 <= bytes.limit()) {
            int length = bytes.getShort(at) & 0xffff;
            if (length < 4 || at + length > bytes.limit()) {
                break; // cut off; what came before counts
            }
            ByteBuffer value = bytes.slice(at + 4, length - 4).order(ByteOrder.nativeOrder());
            found.add(new Attribute(bytes.getShort(at + 2) & TYPE_MASK, value));
            at += padded(length);
        }
        return found;
    }

    /** What is behind the head; nothing when the message is not that long. */
    private static ByteBuffer from(byte[] message, int start) {
        int begin = Math.min(start, message.length);
        return fill(message).position(begin).slice().order(ByteOrder.nativeOrder());
    }
}
