package org.svff.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "plan",
        description = "Prints what a command would do, step by step, and touches nothing.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  svff plan reconfigure 0000:03:00.0 --vfs 8",
            "  svff plan attach web-1 0000:03:00.0"
        })
final class PlanCommand {
    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private HelpOption help = new HelpOption();
}
