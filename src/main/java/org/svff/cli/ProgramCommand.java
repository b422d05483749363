package org.svff.cli;

import org.svff.jmx.AgentClient;
import org.svff.jmx.PhysicalFunctionMXBean;
import org.svff.world.SvffException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "program",
        description = "Loads an image into a card. Guests keep their devices, which stand still meanwhile.",
        footer = {
            "",
            "Guests get their VFs back when these are the same kind of device under the new image;",
            "others stay paused, and say why. It takes an administrator.",
            "",
            "Examples:",
            "  svff program 0000:03:00.0 nic-v2              as many VFs as before, if the image offers them",
            "  svff program 0000:03:00.0 nic-v2 --dry-run    check the image, and say what would be done",
            "  svff program 0000:03:00.0 nic-v2 --vfs 4      with so many VFs afterwards",
            "  svff program 0000:03:00.0 nic-v2 --allow-replug",
            "                               VMs that cannot pause see their device go and return",
            "  svff images                  what images there are"
        })
final class ProgramCommand extends ActingCommand {
    private static final int AS_MANY = -1;

    @Parameters(index = "0", paramLabel = "PF", description = "The card.")
    private String card = "";

    @Parameters(index = "1", paramLabel = "IMAGE", description = "Name of the image.")
    private String image = "";

    @Option(
            names = "--vfs",
            paramLabel = "N",
            defaultValue = "-1",
            showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER,
            description = "How many VFs there shall be then; left out: as many as there are.")
    private int vfs = AS_MANY;

    @Option(
            names = "--allow-replug",
            description = "Unplug and plug in again where a VM cannot pause; its guest sees that.")
    private boolean allowReplug;

    ProgramCommand(Context context) {
        super(context);
    }

    @Override
    Action action(AgentClient client) throws SvffException {
        if (!(Target.of(card, client.agent().snapshot()) instanceof Target.OfPf of)) {
            throw new UsageException("an image goes into a card: '" + card + "' is no card's address (0000:03:00.0)");
        }
        PhysicalFunctionMXBean bean = client.pf(of.pf());
        return new Action(
                () -> bean.programWith(image, vfs, allowReplug), () -> bean.planProgramWith(image, vfs, allowReplug));
    }
}
