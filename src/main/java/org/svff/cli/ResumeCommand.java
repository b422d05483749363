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
        name = "resume",
        description = "Gives paused and failed bindings their VFs back.",
        footer = {
            "",
            "Examples:",
            "  svff resume web-1/svff-0       one binding",
            "  svff resume 0000:03:00.0/2     the binding of this VF",
            "  svff resume 0000:03:00.0       all of this card",
            "  svff resume web-1              all of this VM"
        })
final class ResumeCommand extends ActingCommand {
    @Parameters(paramLabel = "BINDING|VF|PF|VM", description = "What to resume.")
    private String what = "";

    ResumeCommand(Context context) {
        super(context);
    }

    @Override
    Action action(AgentClient client) throws SvffException {
        Target target = Target.of(what, client.agent().snapshot());
        if (target instanceof Target.OfBinding of) {
            BindingMXBean bean = client.binding(of.binding());
            return new Action(bean::resume, bean::planResume);
        }
        if (target instanceof Target.OfVf of) {
            VirtualFunctionMXBean bean = client.vf(of.vf());
            return new Action(bean::resume, bean::planResume);
        }
        if (target instanceof Target.OfPf of) {
            PhysicalFunctionMXBean bean = client.pf(of.pf());
            return new Action(bean::resume, bean::planResume);
        }
        VirtualMachineMXBean bean = client.vm(((Target.OfVm) target).vm());
        return new Action(bean::resume, bean::planResume);
    }
}
