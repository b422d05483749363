package org.svff.cli;

import org.svff.jmx.AgentClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "forget",
        description = {
            "Has the agent want nothing any more of a card, or of a VM's device; these stay as they are.",
            "For cards that were taken out, and VMs that are not started again. It takes an administrator."
        },
        footer = {"", "Examples:", "  svff forget web-1/svff-0", "  svff forget 0000:03:00.0"})
final class ForgetCommand extends ClientCommand {
    @Parameters(paramLabel = "PF|BINDING", description = "The card, or the VM's device.")
    private String what = "";

    ForgetCommand(Context context) {
        super(context);
    }

    @Override
    int run(AgentClient client) {
        client.agent().forget(what);
        context().screen().line("nothing is wanted of " + what + " any more");
        context().screen().out().flush();
        return ExitCode.DONE;
    }
}
