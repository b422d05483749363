package org.svff.cli;

import java.io.Console;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.svff.access.PrivateFiles;
import org.svff.world.SvffException;
import org.svff.world.Trouble;

/** Where passwords come from: a file, standard input, or the terminal; never the command line, which all can see. */
final class Secrets {
    private Secrets() {}

    /**
     * The first line of a file that is open to its owner only, or of standard input ({@code -}).
     *
     * @throws SvffException when it cannot be read
     */
    static char[] fromFile(Path file) throws SvffException {
        boolean standardInput = file.toString().equals("-");
        try {
            if (!standardInput) {
                PrivateFiles.check(file);
            }
            byte[] bytes = standardInput ? System.in.readNBytes(8192) : Files.readAllBytes(file);
            CharBuffer text = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes));
            int end = 0;
            while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
                end++;
            }
            char[] password = new char[end];
            text.get(password);
            return password;
        } catch (IOException e) {
            throw new SvffException(new Trouble(
                    file.toString(),
                    "read the password",
                    e.toString(),
                    "name a file whose first line is the password"));
        }
    }

    /**
     * Asks on the terminal, without an echo.
     *
     * @throws UsageException when there is no terminal
     */
    @SuppressWarnings("SystemConsoleNull") // before JDK 22 that is how it says that there is no terminal
    static char[] ask(String prompt) {
        @Nullable Console console = System.console();
        char[] typed = console == null || !isTerminal(console) ? null : console.readPassword("%s", prompt);
        return Optional.ofNullable(typed)
                .orElseThrow(() -> new UsageException(
                        "there is no terminal to ask for the password on; name a file with --password-file, or - for"
                                + " standard input"));
    }

    /** From JDK 22 on there may be a console without a terminal, and a method that tells. */
    private static boolean isTerminal(Console console) {
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }
}
