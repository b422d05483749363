package org.svff.cli;

import org.svff.jmx.AgentClient;
import org.svff.jmx.BindingMXBean;
import org.svff.jmx.VirtualFunctionMXBean;
import org.svff.world.SvffException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "detach",
        description = "Unplugs a VF from its VM. The guest sees the device go.",
        footer = {
            "",
            "Examples:",
            "  svff detach web-1/svff-0      by VM and guest device",
            "  svff detach 0000:03:00.0/2    by VF"
        })
final class DetachCommand extends ActingCommand {
    @Parameters(
            paramLabel = "BINDING|VF",
            description = "A binding, VM/DEVICE (web-1/svff-0); or a VF, PF/INDEX (0000:03:00.0/2).")
    private String what = "";

    DetachCommand(Context context) {
        super(context);
    }

    @Override
    Action action(AgentClient client) throws SvffException {
        Target target = Target.of(what, client.agent().snapshot());
        if (target instanceof Target.OfBinding of) {
            BindingMXBean bean = client.binding(of.binding());
            return new Action(bean::detach, bean::planDetach);
        }
        if (target instanceof Target.OfVf of) {
            VirtualFunctionMXBean bean = client.vf(of.vf());
            return new Action(bean::detach, bean::planDetach);
        }
        throw new UsageException("'" + what + "' is neither a binding (web-1/svff-0) nor a VF (0000:03:00.0/2)");
    }
}
