package org.svff.cli;

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

    /** The whole command line, every command made by hand with what it needs. */
    static CommandLine commandLine(Context context) {
        Svff root = new Svff();
        CommandLine line = new CommandLine(root)
                .addSubcommand(new AgentCommand(context))
                .addSubcommand(new ListCommand(context))
                .addSubcommand(new AttachCommand(context))
                .addSubcommand(new DetachCommand(context))
                .addSubcommand(new PauseCommand(context))
                .addSubcommand(new ResumeCommand(context))
                .addSubcommand(new ReconfigureCommand(context))
                .addSubcommand(new ProgramCommand(context))
                .addSubcommand(new ImagesCommand(context))
                .addSubcommand(new CommandLine(new PlanCommand())
                        .addSubcommand(new AttachCommand(context))
                        .addSubcommand(new DetachCommand(context))
                        .addSubcommand(new PauseCommand(context))
                        .addSubcommand(new ResumeCommand(context))
                        .addSubcommand(new ReconfigureCommand(context))
                        .addSubcommand(new ProgramCommand(context)))
                .addSubcommand(new CommandLine(new PolicyCommand())
                        .addSubcommand(new PolicyCommand.Check(context))
                        .addSubcommand(new PolicyCommand.Plan(context))
                        .addSubcommand(new PolicyCommand.Apply(context))
                        .addSubcommand(new PolicyRunCommand(context))
                        .addSubcommand(new PolicyExplainCommand(context))
                        .addSubcommand(new PolicyStatusCommand.Status(context))
                        .addSubcommand(new PolicyStatusCommand.Enable(context))
                        .addSubcommand(new PolicyStatusCommand.Disable(context))
                        .addSubcommand(new PolicyCommand.Test(context)))
                .addSubcommand(new CommandLine(new UserCommand())
                        .addSubcommand(new UserCommand.Add(context))
                        .addSubcommand(new UserCommand.Remove(context))
                        .addSubcommand(new UserCommand.Show(context)))
                .addSubcommand(new CommandLine(new TlsCommand()).addSubcommand(new TlsCommand.Init(context)))
                .addSubcommand(new CommandLine(new AuditCommand())
                        .addSubcommand(new AuditCommand.Show(context))
                        .addSubcommand(new AuditCommand.Verify(context)))
                .addSubcommand(new WatchCommand(context))
                .addSubcommand(new TopCommand(context))
                .addSubcommand(new HistoryCommand(context))
                .addSubcommand(new JconsoleCommand(context))
                .addSubcommand(new ConfigCommand(context))
                .addSubcommand(new DoctorCommand(context))
                .addSubcommand(new DemoCommand(context))
                .addSubcommand(new CompletionCommand(context))
                .addSubcommand(new DocsCommand(context))
                .addSubcommand(new LauncherCommands.Test())
                .addSubcommand(new LauncherCommands.Rig());
        return line.setOut(context.screen().out())
                .setErr(context.screen().err())
                .setColorScheme(CommandLine.Help.defaultColorScheme(
                        context.screen().colour() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF))
                .setUsageHelpWidth(Math.min(100, Math.max(80, context.screen().width())))
                .setParameterExceptionHandler(new Errors(context, root))
                .setExecutionExceptionHandler(new Errors(context, root));
    }
}
