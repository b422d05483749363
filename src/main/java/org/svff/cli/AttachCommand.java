package org.svff.cli;

import org.svff.jmx.AgentClient;
import org.svff.jmx.VirtualMachineMXBean;
import org.svff.world.SvffException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "attach",
        description = "Plugs a VF into a VM. The guest sees a new device.",
        footer = {
            "",
            "Examples:",
            "  svff attach web-1 0000:03:00.0            the first free VF of this card",
            "  svff attach web-1 0000:03:00.0/2          this VF",
            "  svff attach web-1 0000:03:00.0 --dry-run  only say what would be done"
        })
final class AttachCommand extends ActingCommand {
    @Parameters(index = "0", paramLabel = "VM", description = "Name of the VM.")
    private String vm = "";

    @Parameters(
            index = "1",
            paramLabel = "PF|VF",
            description = "A card, by PCI address, for its first free VF; or a VF, by card and index.")
    private String vf = "";

    @Option(names = "--device", paramLabel = "ID", description = "QEMU id of the new guest device; svff-N by default.")
    private String device = "";

    AttachCommand(Context context) {
        super(context);
    }

    @Override
    Action action(AgentClient client) throws SvffException {
        Target target = Target.of(vf, client.agent().snapshot());
        String choice;
        if (target instanceof Target.OfVf of) {
            choice = of.vf().toString();
        } else if (target instanceof Target.OfPf of) {
            choice = of.pf().toString();
        } else {
            throw new UsageException("'" + vf + "' is neither a card (0000:03:00.0) nor a VF (0000:03:00.0/2)");
        }
        VirtualMachineMXBean bean = client.vm(vm);
        return new Action(() -> bean.attachAs(choice, device), () -> bean.planAttachAs(choice, device));
    }
}
