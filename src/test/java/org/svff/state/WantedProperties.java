package org.svff.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterProperty;
import org.svff.pci.PciAddress;
import org.svff.pci.VfName;
import org.svff.testbed.Folders;
import org.svff.world.BindingId;
import org.svff.world.CardIdentity;
import org.svff.world.SvffException;

/** Whatever is wanted, it comes back from its file and its YAML as it was; whatever happens to the file, the agent starts. */
class WantedProperties {
    private final Path folder = Folders.temporary();

    @AfterProperty
    void removeFolder() {
        Folders.remove(folder);
    }

    @Property(tries = 300)
    void yamlGivesBackWhatWasWritten(@ForAll("wanted") Wanted wanted) throws SvffException {
        assertEquals(wanted, WantedYaml.read(WantedYaml.write(wanted)));
    }

    @Property(tries = 100)
    void theFileGivesBackWhatWasWritten(@ForAll("wanted") Wanted wanted) throws SvffException {
        file().write(wanted);
        assertEquals(new WantedFile.Read(wanted, ""), file().read());
    }

    /** Half of it, or a byte that is another: it is put aside, whole, and nothing is wanted; never something else. */
    @Property(tries = 200)
    void aFileThatIsTornOrDamagedIsPutAside(
            @ForAll("wanted") Wanted wanted, @ForAll @IntRange(max = 1 << 20) int where, @ForAll boolean torn)
            throws SvffException, IOException {
        file().write(wanted);
        byte[] bytes = Files.readAllBytes(folder.resolve("wanted"));
        int at = where % bytes.length;
        if (torn) {
            bytes = java.util.Arrays.copyOf(bytes, at);
        } else {
            bytes[at] ^= 0x01;
        }
        Files.write(folder.resolve("wanted"), bytes);
        try {
            WantedFile.Read read = file().read();
            assertEquals(Wanted.NOTHING, read.wanted());
            assertTrue(read.notice().contains("wanted.damaged"), read::notice);
            assertEquals(-1, java.util.Arrays.mismatch(bytes, Files.readAllBytes(folder.resolve("wanted.damaged"))));
        } catch (SvffException e) {
            assertTrue(e.getMessage().contains("newer svff"), "only a version that was damaged into a newer one");
        }
    }

    private WantedFile file() {
        return new WantedFile(folder, (path, bytes) -> {
            try {
                Files.write(path, bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Provide
    Arbitrary<Wanted> wanted() {
        return pf().list()
                .ofMaxSize(5)
                .uniqueElements(WantedPf::address)
                .flatMap(pfs -> bindings(pfs).map(bindings -> {
                    Map<PciAddress, WantedPf> byAddress = new HashMap<>();
                    for (int i = 0; i < pfs.size(); i++) { // no two cards have one slot or one number
                        WantedPf pf = pfs.get(i);
                        CardIdentity identity = new CardIdentity(
                                pf.identity().slot().isEmpty()
                                        ? ""
                                        : pf.identity().slot() + i,
                                pf.identity().serial().isEmpty()
                                        ? ""
                                        : pf.identity().serial() + i);
                        byAddress.put(pf.address(), pf.at(pf.address(), identity));
                    }
                    return new Wanted(byAddress, bindings);
                }));
    }

    private static Arbitrary<WantedPf> pf() {
        Arbitrary<PciAddress> address = Combinators.combine(
                        Arbitraries.integers().between(0, 0xffff),
                        Arbitraries.integers().between(0, 255),
                        Arbitraries.integers().between(0, 31),
                        Arbitraries.integers().between(0, 7))
                .as(PciAddress::new);
        return Combinators.combine(
                        address,
                        Combinators.combine(text().optional(), text().optional())
                                .as((slot, serial) -> new CardIdentity(slot.orElse(""), serial.orElse(""))),
                        Arbitraries.integers().between(16, 64).optional(),
                        Arbitraries.integers().between(1, 2048).optional(),
                        text().optional())
                .as((at, identity, vfs, queues, image) ->
                        new WantedPf(at, identity, number(vfs), number(queues), image));
    }

    private static OptionalInt number(Optional<Integer> number) {
        return number.map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    private static Arbitrary<Map<BindingId, VfName>> bindings(List<WantedPf> pfs) {
        if (pfs.isEmpty()) {
            return Arbitraries.just(Map.of());
        }
        Arbitrary<VfName> vf = Combinators.combine(
                        Arbitraries.of(pfs), Arbitraries.integers().between(0, 15))
                .as((pf, index) -> new VfName(pf.address(), index));
        Arbitrary<BindingId> id = Combinators.combine(text(), text()).as(BindingId::new);
        return Arbitraries.maps(vf, id).ofMaxSize(6).map(byVf -> {
            Map<BindingId, VfName> bindings = new HashMap<>();
            byVf.forEach((v, b) -> bindings.put(b, v));
            return bindings;
        });
    }

    /** Names are of any characters but those that are none: YAML has no way to write half a character. */
    private static Arbitrary<String> text() {
        return Arbitraries.strings()
                .withCharRange(' ', '~')
                .withChars("äß€漢\n\t:#'\"-!&*%@`{}[]")
                .ofMinLength(1)
                .ofMaxLength(12);
    }
}
