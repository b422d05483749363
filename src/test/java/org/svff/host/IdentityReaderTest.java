package org.svff.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.svff.pci.PciAddress;
import org.svff.sim.SimCard;
import org.svff.sim.SimulatedKernel;
import org.svff.world.CardIdentity;

@SuppressWarnings("ByteBufferBackingArray") // the buffers are all of their arrays
class IdentityReaderTest {
    private static final int SERIAL = 0x1_0003;

    private static ByteBuffer config(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Test
    void theSerialNumberIsFoundInTheChainAndWrittenAsLspciDoes() {
        ByteBuffer config = config(4096)
                .putInt(0x100, 0x1401_0001)
                .putInt(0x140, 0x1501_0000 | SERIAL)
                .putLong(0x144, 0x5254_00ff_ff00_0001L);
        assertEquals(Optional.of("52-54-00-ff-ff-00-00-01"), IdentityReader.serial(config.array()));
    }

    @Test
    void whatIsNoSerialNumberIsNone() {
        assertEquals(Optional.empty(), IdentityReader.serial(config(64).array()), "what others than root may read");
        assertEquals(Optional.empty(), IdentityReader.serial(new byte[0]));
        assertEquals(Optional.empty(), IdentityReader.serial(config(4096).array()), "no capabilities at all");
        ByteBuffer circle = config(4096).putInt(0x100, 0x1401_0001).putInt(0x140, 0x1001_0002);
        assertEquals(Optional.empty(), IdentityReader.serial(circle.array()), "a chain that goes round");
        ByteBuffer blank = config(4096).putInt(0x100, SERIAL);
        assertEquals(Optional.empty(), IdentityReader.serial(blank.array()), "a card that was given no number");
        assertEquals(
                Optional.empty(), IdentityReader.serial(blank.putLong(0x104, -1).array()), "one that does not answer");
        ByteBuffer edge = config(4096).putInt(0x100, 0xffc1_0001).putInt(0xffc, SERIAL);
        assertEquals(Optional.empty(), IdentityReader.serial(edge.array()), "a number beyond the end");
    }

    @ParameterizedTest
    @CsvSource({
        "../../../devices/pci0000:00/0000:00:03.0/0000:01:00.0, pci0000:00/03.0/00.0",
        "../../../devices/pci0000:00/0000:00:03.0/0000:02:00.0/0000:03:1f.0/0000:04:00.1, pci0000:00/03.0/00.0/1f.0/00.1",
        "../../../devices/pci0000:00/0000:00:02.0, pci0000:00/02.0",
        "../../../devices/pci0000:00, ",
        "../../../devices/platform/x, ",
        "../../../devices/pci0000:00/virtual/0000:01:00.0, ",
    })
    void theWayToACardHasNoBusNumbers(String link, String way) {
        assertEquals(Optional.ofNullable(way), IdentityReader.way(link));
    }

    @Test
    void aCardIsKnownByItsSlotAndSerialNumber() throws SysfsException {
        SimulatedKernel kernel = new SimulatedKernel()
                .with(SimCard.igb("0000:03:00.0", 7).withIdentity("12", 0x1b21_ffff_aabbL))
                .with(SimCard.igb("0000:04:00.0", 7).withIdentity("", 0));
        assertEquals(new CardIdentity("12", "00-00-1b-21-ff-ff-aa-bb"), of(kernel, "0000:03:00.0"));
        assertEquals(CardIdentity.UNKNOWN, of(kernel, "0000:04:00.0"));
        assertEquals(CardIdentity.UNKNOWN, of(kernel, "0000:05:00.0"), "a card that is not there");
    }

    private static CardIdentity of(SimulatedKernel kernel, String address) throws SysfsException {
        return IdentityReader.read(kernel, PciAddress.parse(address));
    }
}
