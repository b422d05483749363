package org.svff.cli;

import picocli.CommandLine.Option;

/** Whether a policy may do whatever its reader may. */
final class TrustOption {
    @Option(
            names = "--trusted",
            description =
                    "The policy is your own, and may use all of Groovy: it can do whatever you can. It runs in this"
                            + " process, never in the agent.")
    private boolean on;

    boolean isOn() {
        return on;
    }
}
