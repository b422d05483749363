package org.svff.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.svff.cli.print.Screen;

/** Where the program begins. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(run(args, screen(System.getenv()), System.getenv()));
    }

    /** Runs one command; the result is the exit code. */
    static int run(String[] args, Screen screen, Map<String, String> env) {
        int code = Svff.commandLine(new Context(screen, env), args).execute(args);
        screen.out().flush();
        screen.err().flush();
        return code;
    }

    /** The launcher tells what it knows of the terminal: Java cannot ask. */
    private static Screen screen(Map<String, String> env) {
        boolean outIsTerminal = Boolean.getBoolean("svff.terminal.out");
        boolean errIsTerminal = Boolean.getBoolean("svff.terminal.err");
        boolean dumb = "dumb".equals(env.getOrDefault("TERM", "dumb"));
        boolean colour =
                outIsTerminal && !dumb && env.getOrDefault("NO_COLOR", "").isEmpty();
        return new Screen(
                writer(FileDescriptor.out),
                writer(FileDescriptor.err),
                colour,
                isUnicode(env),
                errIsTerminal && !dumb,
                Integer.getInteger("svff.terminal.width", 80));
    }

    private static PrintWriter writer(FileDescriptor descriptor) {
        OutputStream stream = new FileOutputStream(descriptor);
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), false);
    }

    /** Whether the locale's encoding is UTF-8: the first of these variables that is set decides (POSIX, 8.2). */
    private static boolean isUnicode(Map<String, String> env) {
        for (String name : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
            String value = env.getOrDefault(name, "");
            if (!value.isEmpty()) {
                return value.toUpperCase(Locale.ROOT).replace("-", "").contains("UTF8");
            }
        }
        return false;
    }
}
