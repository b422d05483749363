package org.svff.cli.demo;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToIntFunction;
import org.svff.cli.print.Screen;
import org.svff.cli.print.Style;

/** Tells a story: what is done and why, each command as one would type it, and then what it really answers. */
public final class Teller {
    private final Screen screen;
    private final ToIntFunction<List<String>> commands;
    private final Duration pace;
    private int chapter;

    /**
     * @param commands runs a command of svff by its words; the result is its exit code
     * @param pace how long people get to look at a chapter before the next
     */
    public Teller(Screen screen, ToIntFunction<List<String>> commands, Duration pace) {
        this.screen = screen;
        this.commands = commands;
        this.pace = pace;
    }

    void chapter(String text) {
        chapter++;
        if (chapter > 1) {
            LockSupport.parkNanos(pace.toNanos());
        }
        screen.line("");
        screen.line(screen.paint(Style.BOLD, chapter + ". " + text));
    }

    /** Runs the command; whether it ended as it should. */
    boolean run(boolean shouldSucceed, String... words) {
        screen.line("");
        screen.line(screen.paint(Style.CYAN, "$ svff " + String.join(" ", words)));
        screen.out().flush();
        int code = commands.applyAsInt(List.of(words));
        screen.out().flush();
        screen.err().flush();
        return (code == 0) == shouldSucceed;
    }
}
