package org.svff.dsl;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.svff.fuzz.Fuzzing;

/** The policy language under jazzer, as the agent's inputs are in org.svff.fuzz.FuzzTest. */
class PolicyFuzzTest {
    /** Each is compiled, which takes a while. */
    private static final int FEW = 200;

    @Test
    void enduresWhatWasKept() {
        assertTrue(Fuzzing.replay(PolicyFuzz.class, PolicyFuzz::fuzzerTestOneInput) > 0, "no inputs are kept");
    }

    @Test
    void enduresWhatIsNew() throws IOException, InterruptedException {
        assertTrue(Fuzzing.fuzz(PolicyFuzz.class, FEW) > 0, "none were tried");
    }
}
