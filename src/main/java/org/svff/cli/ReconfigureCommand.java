package org.svff.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.svff.jmx.AgentClient;
import org.svff.jmx.BindingMXBean;
import org.svff.jmx.PhysicalFunctionMXBean;
import org.svff.jmx.VirtualFunctionMXBean;
import org.svff.jmx.view.WorldView;
import org.svff.world.SettingsChange;
import org.svff.world.SvffException;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "reconfigure",
        description =
                "Changes a card's number of VFs or its queues, the VF behind a guest device, or a VF's driver or settings.",
        footer = {
            "",
            "Examples:",
            "  svff reconfigure 0000:03:00.0 --vfs 8             guests keep their devices",
            "  svff reconfigure 0000:03:00.0 --vfs 8 --dry-run   only say what would be done",
            "  svff reconfigure 0000:03:00.0 --vfs 8 --allow-replug",
            "                               VMs that cannot pause see their device go and return",
            "  svff reconfigure 0000:03:00.0 --vfs 1 --may-lose web-1/svff-0",
            "                               this guest device may stay paused, without a VF",
            "  svff reconfigure 0000:03:00.0 --vfs 2 --move web-1/svff-0=0000:03:00.0/1",
            "                               it gets this VF, as its own goes",
            "  svff reconfigure 0000:03:00.0 --recreate          as many VFs, made anew",
            "  svff reconfigure 0000:03:00.0 --queues 512        of a QDMA card; its VFs are made anew",
            "  svff reconfigure web-1/svff-0 --vf 0000:03:00.0/3 put another VF behind it",
            "  svff reconfigure 0000:03:00.0/3 --driver none     take the VF's host driver away",
            "  svff reconfigure 0000:03:00.0/3 --set vlan=7,qos=3",
            "                               the card tags its frames; its guest does not notice"
        })
final class ReconfigureCommand extends ActingCommand {
    /** What to change: exactly one. */
    static final class Change {
        @Option(names = "--vfs", required = true, paramLabel = "N", description = "How many VFs the card shall have.")
        private @Nullable Integer vfs;

        @Option(names = "--recreate", required = true, description = "Make the card's VFs anew, as many as there are.")
        private boolean recreate;

        @Option(
                names = "--queues",
                required = true,
                paramLabel = "N",
                description = "How many queues the card's PF may use (QDMA), now and after every reset.")
        private @Nullable Integer queues;

        @Option(names = "--vf", required = true, paramLabel = "VF", description = "The VF to put behind the binding.")
        private @Nullable String vf;

        @Option(
                names = "--driver",
                required = true,
                paramLabel = "NAME|none",
                description = "The driver that the VF shall have on the host.")
        private @Nullable String driver;

        @Option(
                names = "--set",
                required = true,
                paramLabel = "NAME=VALUE",
                description = {
                    "What the VF shall have set: mac, vlan, qos, vlan-protocol, trust, spoof-check, link, min-tx-rate,"
                            + " max-tx-rate; of an NVMe VF: queues, interrupts, online. May be given several times, and several with commas. A guest that has"
                            + " the VF keeps it, and finds the same when VFs are made anew."
                })
        private @Nullable List<String> settings;
    }

    @Parameters(
            paramLabel = "PF|BINDING|VF",
            description =
                    "A card (with --vfs, --recreate or --queues), a binding (with --vf), a VF (with --driver or --set).")
    private String what = "";

    @ArgGroup(multiplicity = "1")
    private Change change = new Change();

    @Option(
            names = "--allow-replug",
            description = "Unplug and plug in again where a VM cannot pause; its guest sees that.")
    private boolean allowReplug;

    @Option(
            names = "--may-lose",
            paramLabel = "BINDING",
            description = "A binding that may stay without a VF when its own is gone. May be given several times.")
    private List<String> mayLose = new ArrayList<>();

    @Option(
            names = "--move",
            paramLabel = "BINDING=VF",
            description = "A binding that gets this VF instead of its own. May be given several times.")
    private List<String> moves = new ArrayList<>();

    ReconfigureCommand(Context context) {
        super(context);
    }

    @Override
    Action action(AgentClient client) throws SvffException {
        WorldView world = client.agent().snapshot();
        Target target = Target.of(what, world);
        if (!(mayLose.isEmpty() && moves.isEmpty()) && change.vfs == null) {
            throw new UsageException("--may-lose and --move go with --vfs only");
        }
        if (change.vfs != null) {
            return card(client, target, change.vfs);
        }
        if (change.recreate) {
            return recreation(client, target);
        }
        if (change.queues != null) {
            return queues(client, target, change.queues);
        }
        if (change.vf != null) {
            return binding(client, target, Target.of(change.vf, world), change.vf);
        }
        if (change.settings != null) {
            return settings(client, target, String.join(",", change.settings));
        }
        return driver(client, target, change.driver == null ? "" : change.driver);
    }

    private Action card(AgentClient client, Target target, int vfs) throws SvffException {
        if (!(target instanceof Target.OfPf of)) {
            throw new UsageException("--vfs changes a card: '" + what + "' is no card's address (0000:03:00.0)");
        }
        PhysicalFunctionMXBean bean = client.pf(of.pf());
        String[] lose = mayLose.toArray(String[]::new);
        String[] move = moves.toArray(String[]::new);
        return new Action(
                () -> bean.reconfigureWith(vfs, allowReplug, lose, move),
                () -> bean.planWith(vfs, allowReplug, lose, move));
    }

    private Action recreation(AgentClient client, Target target) throws SvffException {
        if (!(target instanceof Target.OfPf of)) {
            throw new UsageException("--recreate is about a card: '" + what + "' is no card's address (0000:03:00.0)");
        }
        PhysicalFunctionMXBean bean = client.pf(of.pf());
        return new Action(() -> bean.recreate(allowReplug), () -> bean.planRecreate(allowReplug));
    }

    private Action queues(AgentClient client, Target target, int queues) throws SvffException {
        if (!(target instanceof Target.OfPf of)) {
            throw new UsageException("--queues is about a card: '" + what + "' is no card's address (0000:03:00.0)");
        }
        PhysicalFunctionMXBean bean = client.pf(of.pf());
        return new Action(
                () -> bean.reconfigureQueues(queues, allowReplug),
                () -> bean.planReconfigureQueues(queues, allowReplug));
    }

    private Action binding(AgentClient client, Target target, Target vf, String vfText) throws SvffException {
        if (!(target instanceof Target.OfBinding of)) {
            throw new UsageException("--vf changes a binding: '" + what + "' is none (web-1/svff-0)");
        }
        if (!(vf instanceof Target.OfVf to)) {
            throw new UsageException("--vf '" + vfText + "' is not a VF; one looks like 0000:03:00.0/2");
        }
        BindingMXBean bean = client.binding(of.binding());
        String name = to.vf().toString();
        return allowReplug
                ? new Action(() -> bean.reconfigureAllowingReplug(name), () -> bean.planReconfigureAllowingReplug(name))
                : new Action(() -> bean.reconfigure(name), () -> bean.planReconfigure(name));
    }

    private Action driver(AgentClient client, Target target, String name) throws SvffException {
        if (!(target instanceof Target.OfVf of)) {
            throw new UsageException("--driver changes a VF: '" + what + "' is none (0000:03:00.0/2)");
        }
        if (allowReplug) {
            throw new UsageException("--allow-replug goes with --vfs, --recreate, --queues or --vf");
        }
        VirtualFunctionMXBean bean = client.vf(of.vf());
        String driver = name.equals("none") ? "" : name;
        return new Action(() -> bean.reconfigure(driver), () -> bean.planReconfigure(driver));
    }

    private Action settings(AgentClient client, Target target, String text) throws SvffException {
        if (!(target instanceof Target.OfVf of)) {
            throw new UsageException("--set changes a VF: '" + what + "' is none (0000:03:00.0/2)");
        }
        if (allowReplug) {
            throw new UsageException("--allow-replug goes with --vfs, --recreate, --queues or --vf");
        }
        try {
            SettingsChange.parse(text);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--set " + e.getMessage());
        }
        VirtualFunctionMXBean bean = client.vf(of.vf());
        return new Action(() -> bean.reconfigureSettings(text), () -> bean.planReconfigureSettings(text));
    }
}
