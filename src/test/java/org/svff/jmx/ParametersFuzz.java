package org.svff.jmx;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.svff.pci.PciAddress;
import org.svff.pci.VfName;
import org.svff.world.BindingId;

/** Texts that JMX clients hand over: what they name, or an error that says what is wrong with them. */
public final class ParametersFuzz {
    private static final List<Consumer<String>> READERS = List.of(
            text -> same(text, VfName.parse(text).toString(), VfName::parse),
            text -> same(text, PciAddress.parse(text).toString(), PciAddress::parse),
            text -> same(text, BindingId.parse(text).toString(), BindingId::parse),
            Actions::vfChoice,
            Actions::given,
            text -> Actions.bindings(text.split("\n", -1)),
            text -> Actions.moves(text.split("\n", -1)));

    private ParametersFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        String text = new String(data, StandardCharsets.UTF_8);
        for (Consumer<String> reader : READERS) {
            try {
                reader.accept(text);
            } catch (IllegalArgumentException e) {
                if (e.getMessage() == null || e.getMessage().isBlank()) {
                    throw new AssertionError("says nothing", e);
                }
            }
        }
    }

    private interface Parser {
        Object parse(String text);
    }

    private static void same(String text, String written, Parser parser) {
        if (!parser.parse(written).equals(parser.parse(text))) {
            throw new AssertionError(text + " is written as " + written);
        }
    }
}
