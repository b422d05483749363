package org.svff.cli.print;

import org.svff.jmx.AgentNotification;

/** Shows how far an operation is: one line written over on a terminal, else a line for each step. Thread-safe. */
public final class Progress {
    private static final String OVERWRITE = "\r\u001b[K";

    private final Screen screen;
    private boolean shown;

    public Progress(Screen screen) {
        this.screen = screen;
    }

    /** An operation began, which may be long until its first step ends. */
    public synchronized void begin(int steps, String request) {
        if (screen.live()) {
            draw("0/" + steps, request);
        }
    }

    /** A step ended. */
    public synchronized void step(AgentNotification progress) {
        if (screen.live()) {
            draw(progress.after(), progress.message());
        } else {
            screen.err().println("  [" + progress.after() + "] " + progress.message());
            screen.err().flush();
        }
    }

    private void draw(String doneOfTotal, String text) {
        String whole = bar(doneOfTotal) + " " + doneOfTotal + "  " + text;
        screen.err().print(OVERWRITE + screen.paint(Style.CYAN, cut(whole)));
        screen.err().flush();
        shown = true;
    }

    /** Takes the live line away; what comes next begins on a clean one. */
    public synchronized void end() {
        if (shown) {
            screen.err().print(OVERWRITE);
            screen.err().flush();
            shown = false;
        }
    }

    private String cut(String line) {
        return line.length() < screen.width() ? line : line.substring(0, Math.max(0, screen.width() - 1));
    }

    private String bar(String doneOfTotal) {
        int slash = doneOfTotal.indexOf('/');
        int width = 20;
        int filled;
        try {
            int done = Integer.parseInt(doneOfTotal.substring(0, Math.max(0, slash)));
            int total = Integer.parseInt(doneOfTotal.substring(slash + 1));
            filled = total <= 0 ? 0 : Math.min(width, done * width / total);
        } catch (NumberFormatException e) {
            filled = 0;
        }
        return screen.draw("━", "#").repeat(filled) + screen.draw("─", "-").repeat(width - filled);
    }
}
