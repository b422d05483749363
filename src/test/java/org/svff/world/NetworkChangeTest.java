package org.svff.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkChangeTest {
    private static final NetworkSettings NOW =
            new NetworkSettings("52:54:00:00:00:0a", 7, 3, 0x88a8, Optional.of(true), Optional.of(false), 0, 10, 100);

    private static NetworkSettings after(String text) {
        return ((NetworkChange) SettingsChange.parse(text)).on(NOW);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mac=52:54:00:00:00:0B          | MAC 52:54:00:00:00:0b, VLAN 7 qos 3 (802.1ad), spoof check on, trust off, rate 10 to 100 Mbit/s",
                "mac=52-54-00-00-00-0b vlan=8   | MAC 52:54:00:00:00:0b, VLAN 8 qos 3 (802.1ad), spoof check on, trust off, rate 10 to 100 Mbit/s",
                "mac=none,vlan=none             | MAC none, spoof check on, trust off, rate 10 to 100 Mbit/s",
                "vlan=0                         | MAC 52:54:00:00:00:0a, spoof check on, trust off, rate 10 to 100 Mbit/s",
                "vlan-protocol=802.1Q qos=0     | MAC 52:54:00:00:00:0a, VLAN 7, spoof check on, trust off, rate 10 to 100 Mbit/s",
                "trust=on, spoof-check=off      | MAC 52:54:00:00:00:0a, VLAN 7 qos 3 (802.1ad), spoof check off, trust on, rate 10 to 100 Mbit/s",
                "link=off min-tx-rate=0         | MAC 52:54:00:00:00:0a, VLAN 7 qos 3 (802.1ad), spoof check on, trust off, link down, rate 0 to 100 Mbit/s",
                "max-tx-rate=none,min-tx-rate=0 | MAC 52:54:00:00:00:0a, VLAN 7 qos 3 (802.1ad), spoof check on, trust off"
            })
    void whatIsNotNamedStaysAsItIs(String text, String expected) {
        assertEquals(expected, after(text).toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                      | is no setting",
                "vlan                    | is no setting",
                "=7                      | is no setting",
                "vlan=7 vlan=8           | vlan is given twice",
                "vlna=7                  | there is no setting vlna; there are: mac, vlan",
                "vlan=4095               | a number from 0 to 4094",
                "vlan=-1                 | a number from 0 to 4094",
                "vlan=99999999999        | a number from 0 to 4094",
                "qos=8                   | a number from 0 to 7",
                "mac=52:54:00:00:00      | six bytes like",
                "mac=52:54:00:00:00:zz   | six bytes like",
                "mac=01:00:5e:00:00:01   | a group's address",
                "mac=ff:ff:ff:ff:ff:ff   | a group's address",
                "trust=yes               | on or off",
                "link=up                 | on, off or auto",
                "vlan-protocol=0x8100    | 802.1Q or 802.1ad",
                "max-tx-rate=fast        | a number from 0 to 1000000"
            })
    void whatIsNoSettingIsRefusedInWords(String text, String why) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> SettingsChange.parse(text));
        assertTrue(String.valueOf(e.getMessage()).contains(why), e.getMessage());
    }

    @Test
    void itsTextIsReadAsTheSame() {
        SettingsChange change = SettingsChange.parse("trust=on,vlan=7   mac=52:54:00:00:00:0a");
        assertEquals("mac=52:54:00:00:00:0a vlan=7 trust=on", change.toString());
        assertEquals(change, SettingsChange.parse(change.toString()));
    }

    @Test
    void settingsDifferOneByOne() {
        NetworkSettings other = after("vlan=8 trust=on");
        for (NetworkSetting setting : NetworkSetting.values()) {
            boolean changed = setting == NetworkSetting.VLAN || setting == NetworkSetting.TRUST;
            assertEquals(changed, setting.differs(NOW, other), setting.toString());
        }
        assertEquals(other, NetworkSetting.TRUST.copy(NetworkSetting.VLAN.copy(NOW, other), other));
    }
}
