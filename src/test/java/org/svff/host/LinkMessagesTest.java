package org.svff.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.svff.world.NetworkSettings;

class LinkMessagesTest {
    private static final NetworkSettings ALL = new NetworkSettings(
            "52:54:00:00:00:0a", 7, 3, NetworkSettings.DOT1Q, Optional.of(true), Optional.of(false), 1, 10, 100);

    /** What one sets comes in the form in which the kernel tells it: list, VF, settings. */
    private static NetworkSettings readBack(String setting, NetworkSettings wanted) {
        return LinkMessages.vfs(LinkMessages.set("eth0", 2, wanted, NetworkSettings.NONE)
                        .get(setting))
                .get(2);
    }

    @Test
    void macIsWrittenAsItIsRead() {
        assertEquals(
                NetworkSettings.NONE.withMac("52:54:00:00:00:0a"),
                readBack("MAC 52:54:00:00:00:0a", NetworkSettings.NONE.withMac("52:54:00:00:00:0a")));
    }

    @Test
    void eachSettingThatDiffersIsARequest() {
        assertEquals(
                Set.of(
                        "MAC 52:54:00:00:00:0a",
                        "VLAN 7",
                        "rate 10 to 100",
                        "link state 1",
                        "spoof check on",
                        "trust off"),
                LinkMessages.set("eth0", 2, ALL, NetworkSettings.NONE).keySet());
        assertEquals(Map.of(), LinkMessages.set("eth0", 2, ALL, ALL));
    }

    @Test
    void whatTheDriverDoesNotTellIsNotSet() {
        NetworkSettings untold = NetworkSettings.NONE.withMac(ALL.mac());
        assertEquals(
                Set.of("VLAN 0", "link state 0", "rate 0 to 0"),
                LinkMessages.set("eth0", 2, untold, ALL).keySet());
    }

    @Test
    void lengthsAreThoseOfTheKernelsStructures() {
        byte[] request = LinkMessages.get("eth0");
        ByteBuffer bytes = ByteBuffer.wrap(request).order(ByteOrder.nativeOrder());
        assertEquals(request.length, bytes.getInt(0));
        assertEquals(16 + 16 + 12 + 8, request.length); // header, ifinfomsg, name with its zero padded, mask
    }

    @Test
    void aMessageThatWasCutOffEndsTheReading() {
        byte[] whole = LinkMessages.set("eth0", 2, ALL, ALL.withMac(NetworkSettings.NO_MAC))
                .get("MAC " + ALL.mac());
        for (int length = 0; length < whole.length - 4; length++) {
            assertEquals(Map.of(), LinkMessages.vfs(java.util.Arrays.copyOf(whole, length)));
        }
    }

    @Test
    void theKernelItselfUnderstandsTheQuestion() throws SysfsException {
        KernelSysfs kernel = new KernelSysfs(Path.of("/"));
        assertEquals(Map.of(), kernel.vfSettings("lo"));
        SysfsException e = assertThrows(SysfsException.class, () -> kernel.vfSettings("no-such0"));
        assertEquals(Errno.ENODEV, e.errno());
    }
}
