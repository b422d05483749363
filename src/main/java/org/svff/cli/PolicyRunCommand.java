package org.svff.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.svff.cli.policy.PolicyFiles;
import org.svff.cli.policy.PolicyLanguage;
import org.svff.cli.print.Json;
import org.svff.cli.print.PolicyPrinter;
import org.svff.world.SvffException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "run",
        description = {
            "Keeps policies until it is interrupted: plans anew whenever something happens, makes the changes,",
            "carries out what 'on', 'every', 'at' and 'script' say, and prints each decision with its file and line.",
            "What somebody undoes, and what fails, is tried again later and later. Changed files are read anew."
        },
        footer = {
            "",
            "Examples:",
            "  svff policy run day-and-night.policy",
            "  svff policy run --agent host-7:7117 *.policy --json"
        })
final class PolicyRunCommand implements Callable<Integer> {
    private static final long LAST_CHANGE_SECONDS = 20;

    private final Context context;

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private HelpOption help = new HelpOption();

    @Mixin
    private AgentOption agent = new AgentOption();

    @Mixin
    private JsonOption json = new JsonOption();

    @Mixin
    private TrustOption trust = new TrustOption();

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Policies.")
    private List<Path> files = new ArrayList<>();

    PolicyRunCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws SvffException, InterruptedException {
        List<PolicyLanguage.Reading> policies = files.stream()
                .<PolicyLanguage.Reading>map(file -> () -> PolicyFiles.read(file, trust.isOn()))
                .toList();
        PolicyLanguage.Enforcer enforcer = PolicyFiles.language()
                .enforcer(new PolicyLanguage.Enforcement(policies, () -> agent.connect(context.env()), printer()));
        CountDownLatch ended = new CountDownLatch(1);
        Thread end = new Thread(() -> end(enforcer, ended), "svff-policy-end");
        Runtime.getRuntime().addShutdownHook(end);
        try {
            List<String> errors = enforcer.run();
            errors.forEach(context.screen()::error);
            return errors.isEmpty() ? ExitCode.DONE : ExitCode.REFUSED_OR_FAILED;
        } finally {
            ended.countDown();
        }
    }

    /** On a signal: what is being changed just now is ended, and nothing more begun. */
    private void end(PolicyLanguage.Enforcer enforcer, CountDownLatch ended) {
        enforcer.stop();
        try {
            if (!ended.await(LAST_CHANGE_SECONDS, TimeUnit.SECONDS)) {
                context.screen().note("ended; the agent goes on with what it was asked last (svff history)");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Consumer<PolicyLanguage.Decision> printer() {
        if (json.isOn()) {
            Json printer = new Json(context.screen());
            return d -> printer.printLine(
                    Map.of("at", d.at().toString(), "what", d.what().name(), "text", d.text(), "place", d.place()));
        }
        return new PolicyPrinter(context.screen())::decision;
    }
}
