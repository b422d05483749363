package org.svff.cli;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "svff",
        description =
                "Gives the Virtual Functions (VFs) of SR-IOV cards to virtual machines, and changes that while they run.",
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = Version.class,
        footerHeading = "%nTry it, with nothing real touched:%n",
        footer = {
            "  svff demo                  a story of two cards and three VMs, in seconds",
            "  svff agent --simulate      an agent to play with; then, in another terminal:",
            "  svff list",
            "",
            "Exit codes: 0 done, 1 refused or failed, 2 wrong usage."
        })
final class Svff {
    /** Those that tell of all others. */
    private static final Set<String> NEED_ALL = Set.of("completion", "docs");

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private HelpOption help = new HelpOption();

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version.")
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private boolean version;

    @Option(
            names = "--debug",
            scope = CommandLine.ScopeType.INHERIT,
            description = "Show where an error came from, as a stack trace.")
    private boolean debug;

    boolean isDebug() {
        return debug;
    }

    /** All commands by name, in the order of help. */
    private static Map<String, Supplier<Object>> commands(Context context) {
        Map<String, Supplier<Object>> all = new LinkedHashMap<>();
        all.put("agent", () -> new AgentCommand(context));
        all.put("list", () -> new ListCommand(context));
        all.put("attach", () -> new AttachCommand(context));
        all.put("detach", () -> new DetachCommand(context));
        all.put("pause", () -> new PauseCommand(context));
        all.put("resume", () -> new ResumeCommand(context));
        all.put("reconfigure", () -> new ReconfigureCommand(context));
        all.put("program", () -> new ProgramCommand(context));
        all.put("images", () -> new ImagesCommand(context));
        all.put("restore", () -> new RestoreCommand(context));
        all.put("export", () -> new ExportCommand(context));
        all.put("import", () -> new ImportCommand(context));
        all.put("forget", () -> new ForgetCommand(context));
        all.put(
                "plan",
                () -> new CommandLine(new PlanCommand())
                        .addSubcommand(new AttachCommand(context))
                        .addSubcommand(new DetachCommand(context))
                        .addSubcommand(new PauseCommand(context))
                        .addSubcommand(new ResumeCommand(context))
                        .addSubcommand(new ReconfigureCommand(context))
                        .addSubcommand(new ProgramCommand(context)));
        all.put(
                "policy",
                () -> new CommandLine(new PolicyCommand())
                        .addSubcommand(new PolicyCommand.Check(context))
                        .addSubcommand(new PolicyCommand.Plan(context))
                        .addSubcommand(new PolicyCommand.Apply(context))
                        .addSubcommand(new PolicyRunCommand(context))
                        .addSubcommand(new PolicyExplainCommand(context))
                        .addSubcommand(new PolicyStatusCommand.Status(context))
                        .addSubcommand(new PolicyStatusCommand.Enable(context))
                        .addSubcommand(new PolicyStatusCommand.Disable(context))
                        .addSubcommand(new PolicyCommand.Test(context)));
        all.put(
                "user",
                () -> new CommandLine(new UserCommand())
                        .addSubcommand(new UserCommand.Add(context))
                        .addSubcommand(new UserCommand.Remove(context))
                        .addSubcommand(new UserCommand.Show(context)));
        all.put("tls", () -> new CommandLine(new TlsCommand()).addSubcommand(new TlsCommand.Init(context)));
        all.put(
                "audit",
                () -> new CommandLine(new AuditCommand())
                        .addSubcommand(new AuditCommand.Show(context))
                        .addSubcommand(new AuditCommand.Verify(context)));
        all.put("watch", () -> new WatchCommand(context));
        all.put("top", () -> new TopCommand(context));
        all.put("history", () -> new HistoryCommand(context));
        all.put("jconsole", () -> new JconsoleCommand(context));
        all.put("config", () -> new ConfigCommand(context));
        all.put("doctor", () -> new DoctorCommand(context));
        all.put("demo", () -> new DemoCommand(context));
        all.put("completion", () -> new CompletionCommand(context));
        all.put("docs", () -> new DocsCommand(context));
        all.put("test", () -> new LauncherCommands.Test());
        all.put("rig", () -> new LauncherCommands.Rig());
        return all;
    }

    /** The whole command line, every command made by hand with what it needs. */
    static CommandLine commandLine(Context context) {
        return commandLine(context, commands(context).values());
    }

    /**
     * The command line as these words need it. Where the first one names a command, there is only this one: making all of
     * them takes longer than most take to do their work.
     */
    static CommandLine commandLine(Context context, String[] args) {
        Supplier<Object> asked = args.length == 0 ? null : commands(context).get(args[0]);
        return asked == null || NEED_ALL.contains(args[0])
                ? commandLine(context)
                : commandLine(context, List.of(asked));
    }

    private static CommandLine commandLine(Context context, Collection<Supplier<Object>> commands) {
        Svff root = new Svff();
        CommandLine line = new CommandLine(root);
        commands.forEach(command -> line.addSubcommand(command.get()));
        return line.setOut(context.screen().out())
                .setErr(context.screen().err())
                .setColorScheme(CommandLine.Help.defaultColorScheme(
                        context.screen().colour() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF))
                .setUsageHelpWidth(Math.min(100, Math.max(80, context.screen().width())))
                .setParameterExceptionHandler(new Errors(context, root))
                .setExecutionExceptionHandler(new Errors(context, root));
    }
}
