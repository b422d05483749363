package org.svff.cli;

import org.svff.jmx.AgentClient;
import org.svff.jmx.BindingMXBean;
import org.svff.jmx.PhysicalFunctionMXBean;
import org.svff.jmx.VirtualFunctionMXBean;
import org.svff.jmx.VirtualMachineMXBean;
import org.svff.world.SvffException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "pause",
        description = "Makes QEMU let go of VFs. The guests keep their devices, which stand still until resumed.",
        footer = {
            "",
            "Examples:",
            "  svff pause web-1/svff-0       one binding",
            "  svff pause 0000:03:00.0/2     the binding of this VF",
            "  svff pause 0000:03:00.0       all bindings of this card",
            "  svff pause web-1              all bindings of this VM"
        })
final class PauseCommand extends ActingCommand {
    @Parameters(paramLabel = "BINDING|VF|PF|VM", description = "What to pause.")
    private String what = "";

    PauseCommand(Context context) {
        super(context);
    }

    @Override
    Action action(AgentClient client) throws SvffException {
        Target target = Target.of(what, client.agent().snapshot());
        if (target instanceof Target.OfBinding of) {
            BindingMXBean bean = client.binding(of.binding());
            return new Action(bean::pause, bean::planPause);
        }
        if (target instanceof Target.OfVf of) {
            VirtualFunctionMXBean bean = client.vf(of.vf());
            return new Action(bean::pause, bean::planPause);
        }
        if (target instanceof Target.OfPf of) {
            PhysicalFunctionMXBean bean = client.pf(of.pf());
            return new Action(bean::pause, bean::planPause);
        }
        VirtualMachineMXBean bean = client.vm(((Target.OfVm) target).vm());
        return new Action(bean::pause, bean::planPause);
    }
}
