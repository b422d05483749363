package org.svff.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "completion",
        description = "Prints a script that completes svff's commands and options in bash and zsh.",
        footer = {
            "",
            "Examples:",
            "  source <(svff completion)                          in this shell",
            "  svff completion > /etc/bash_completion.d/svff      for everybody, for good"
        })
final class CompletionCommand implements Callable<Integer> {
    private final Context context;

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private HelpOption help = new HelpOption();

    @Spec
    private @Nullable CommandSpec spec;

    CompletionCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        if (spec != null) {
            context.screen().out().print(AutoComplete.bash("svff", spec.root().commandLine()));
            context.screen().out().flush();
        }
        return ExitCode.DONE;
    }
}
