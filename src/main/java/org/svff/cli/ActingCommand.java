package org.svff.cli;

import org.jspecify.annotations.Nullable;
import org.svff.jmx.AgentClient;
import org.svff.world.SvffException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command that changes something, or shows how it would: with {@code --dry-run}, and below {@code plan}. */
abstract class ActingCommand extends ClientCommand {
    @Option(names = "--dry-run", description = "Print the plan; touch nothing.")
    private boolean dryRun;

    @Spec
    private @Nullable CommandSpec spec;

    ActingCommand(Context context) {
        super(context);
    }

    abstract Action action(AgentClient client) throws SvffException;

    @Override
    final int run(AgentClient client) throws SvffException, InterruptedException {
        ActionRunner runner = new ActionRunner(client, context().screen(), asJson());
        Action action = action(client);
        return dryRun || isBelowPlan() ? runner.plan(action) : runner.run(action);
    }

    private boolean isBelowPlan() {
        return spec != null && spec.parent() != null && spec.parent().userObject() instanceof PlanCommand;
    }
}
