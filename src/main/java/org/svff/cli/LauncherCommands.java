package org.svff.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What the launcher script does itself: here for help and completion. */
final class LauncherCommands {
    private LauncherCommands() {}

    @Command(
            name = "test",
            description = "Runs all tests, those on a real kernel (the rig) too where this machine can.")
    static final class Test extends Stub {}

    @Command(name = "rig", description = "A VM with real SR-IOV: setup, boot, run, shell, stop, status, test, demo.")
    static final class Rig extends Stub {}

    /** Reached only when the program is run without the launcher. */
    abstract static class Stub implements Callable<Integer> {
        @Mixin
        @SuppressWarnings("UnusedVariable") // picocli reads it
        private HelpOption help = new HelpOption();

        @SuppressWarnings("UnusedVariable") // picocli reads it
        @Parameters(hidden = true)
        private List<String> rest = List.of();

        @Override
        public Integer call() {
            throw new UsageException("this is done by the launcher script: run ./svff in the checkout");
        }
    }
}
