package org.svff.cli;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.reflect.UndeclaredThrowableException;
import org.svff.world.SvffException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what went wrong into one clear line and an exit code. */
final class Errors implements IParameterExceptionHandler, IExecutionExceptionHandler {
    private final Context context;
    private final Svff root;

    Errors(Context context, Svff root) {
        this.context = context;
        this.root = root;
    }

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        usage(String.valueOf(e.getMessage()), e.getCommandLine());
        UnmatchedArgumentException.printSuggestions(e, context.screen().err());
        context.screen().err().flush();
        return ExitCode.USAGE;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult result) {
        if (root.isDebug()) {
            e.printStackTrace(context.screen().err());
        }
        if (e instanceof InterruptedException) {
            context.screen().error("interrupted; what the agent was asked goes on (svff history)");
        } else if (e instanceof SvffException) {
            context.screen().error(String.valueOf(e.getMessage()));
        } else if (e instanceof IllegalArgumentException) { // from here, or from the agent: what was typed is wrong
            usage(String.valueOf(e.getMessage()), command);
            return ExitCode.USAGE;
        } else if (e instanceof IllegalStateException || e instanceof SecurityException) { // the agent refused
            context.screen().error(lowerFirstWord(String.valueOf(e.getMessage())));
        } else if (e instanceof UndeclaredThrowableException && e.getCause() instanceof InterruptedIOException) {
            context.screen().error("the agent gives no answer; what it was asked may go on (svff history)");
        } else if (e instanceof UndeclaredThrowableException && e.getCause() instanceof IOException gone) {
            context.screen().error("the agent went away: " + gone.getMessage());
        } else {
            context.screen().error(e + " (please report this, with the output of --debug)");
        }
        return ExitCode.REFUSED_OR_FAILED;
    }

    private void usage(String message, CommandLine command) {
        context.screen().error(message);
        context.screen().note("see: " + command.getCommandSpec().qualifiedName() + " --help");
    }

    /** {@code REFUSED: ...} reads better as {@code refused: ...}. */
    private static String lowerFirstWord(String message) {
        int colon = message.indexOf(':');
        String word = colon < 0 ? "" : message.substring(0, colon);
        return word.matches("[A-Z_]+")
                ? word.toLowerCase(java.util.Locale.ROOT).replace('_', ' ') + message.substring(colon)
                : message;
    }
}
