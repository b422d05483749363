package org.svff.pci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PciAddressTest {
    @ParameterizedTest
    @CsvSource({
        "0000:03:00.0, 0000:03:00.0, pci_0000_03_00_0",
        "03:00.1, 0000:03:00.1, pci_0000_03_00_1",
        "ABCD:ff:1F.7, abcd:ff:1f.7, pci_abcd_ff_1f_7",
        "10000:e1:00.0, 10000:e1:00.0, pci_10000_e1_00_0",
        "pci_0000_03_00_0, 0000:03:00.0, pci_0000_03_00_0"
    })
    void readsWhatPeopleWrite(String text, String plain, String node) {
        PciAddress address = PciAddress.parse(text);
        assertEquals(plain, address.toString());
        assertEquals(node, address.nodeName());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "eth0",
                "0000:03:00",
                "0000:03:00.8",
                "0000:03:20.0",
                "0000:g3:00.0",
                "3:0.0",
                "0000:03:00.0 ",
                "0000:03:00.0\n",
                "../../etc",
                "pci_0000_03_00",
                "123456789:03:00.0"
            })
    void refusesWhatIsNone(String text) {
        String message = assertThrows(IllegalArgumentException.class, () -> PciAddress.parse(text))
                .getMessage();
        assertTrue(message.contains("0000:03:00.0"), message);
    }

    @ParameterizedTest
    @CsvSource({"0000:01:00.0,128,0000:01:10.0", "0000:01:00.0,130,0000:01:10.2", "0000:03:00.0,256,0000:04:00.0"})
    void findsTheVfFromThePf(String pf, int offset, String vf) {
        assertEquals(vf, PciAddress.parse(pf).plus(offset).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "0000:03:00.0", "0000:03:00.0/", "0000:03:00.0/x", "0000:03:00.0/-1", "x/1"})
    void refusesWhatNamesNoVf(String text) {
        assertThrows(IllegalArgumentException.class, () -> VfName.parse(text));
    }

    @Property
    boolean everyAddressIsReadBackFromBothForms(
            @ForAll int domain,
            @ForAll @IntRange(max = 255) int bus,
            @ForAll @IntRange(max = 31) int device,
            @ForAll @IntRange(max = 7) int function) {
        PciAddress address = new PciAddress(domain, bus, device, function);
        VfName vf = new VfName(address, bus);
        return PciAddress.parse(address.toString()).equals(address)
                && PciAddress.parse(address.nodeName()).equals(address)
                && VfName.parse(vf.toString()).equals(vf);
    }
}
