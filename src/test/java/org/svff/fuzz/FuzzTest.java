package org.svff.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.svff.config.ConfigFuzz;
import org.svff.engine.JournalFuzz;
import org.svff.host.NetlinkFuzz;
import org.svff.host.UeventFuzz;
import org.svff.jmx.ParametersFuzz;
import org.svff.testbed.Tally;
import org.svff.vm.qmp.QmpFuzz;

/** All that comes from outside as bytes or text: the inputs that were kept, and for a moment new ones. */
class FuzzTest {
    private static final int FEW = 1500;

    static Stream<Arguments> targets() {
        return Stream.of(
                target(QmpFuzz.class, QmpFuzz::fuzzerTestOneInput),
                target(UeventFuzz.class, UeventFuzz::fuzzerTestOneInput),
                target(NetlinkFuzz.class, NetlinkFuzz::fuzzerTestOneInput),
                target(ConfigFuzz.class, ConfigFuzz::fuzzerTestOneInput),
                target(JournalFuzz.class, JournalFuzz::fuzzerTestOneInput),
                target(ParametersFuzz.class, ParametersFuzz::fuzzerTestOneInput));
    }

    private static Arguments target(Class<?> type, Consumer<byte[]> test) {
        return Arguments.of(type, test);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("targets")
    void enduresWhatWasKept(Class<?> target, Consumer<byte[]> test) {
        int inputs = Fuzzing.replay(target, test);
        assertTrue(inputs > 0, "no inputs are kept");
        Tally.add("fuzz, kept inputs: " + target.getSimpleName(), inputs);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("targets")
    void enduresWhatIsNew(Class<?> target, Consumer<byte[]> test) throws IOException, InterruptedException {
        Tally.add("fuzz, new inputs: " + target.getSimpleName(), Fuzzing.fuzz(target, FEW));
    }
}
