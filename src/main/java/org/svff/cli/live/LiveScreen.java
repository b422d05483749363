package org.svff.cli.live;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Draws again and again: when the time is over, and soon after it is told that something happened. */
public final class LiveScreen {
    /** However much happens, it is drawn no more often than this. */
    private static final Duration LEAST = Duration.ofMillis(250);

    private static final int CTRL_C = 3;

    private final Terminal terminal;
    private final Duration period;
    private final BlockingQueue<Wake> wakes = new LinkedBlockingQueue<>();

    private enum Wake {
        NEWS,
        QUIT
    }

    /** @param period how often it is drawn when nothing happens */
    public LiveScreen(Terminal terminal, Duration period) {
        this.terminal = terminal;
        this.period = period;
    }

    /** Something happened. Thread-safe. */
    public void news() {
        wakes.add(Wake.NEWS);
    }

    /**
     * Draws until q is pressed, or so many times.
     *
     * @param times at least 1
     */
    public void run(Function<Terminal.Size, List<String>> frame, long times) throws InterruptedException {
        terminal.onKey(key -> {
            if (key == CTRL_C
                    || String.valueOf((char) key).toLowerCase(Locale.ROOT).equals("q")) {
                wakes.add(Wake.QUIT);
            }
        });
        for (long left = times; left > 0; left--) {
            terminal.draw(frame.apply(terminal.size()));
            if (quit()) {
                return;
            }
        }
    }

    /** Waits for the next drawing; true when there shall be none. */
    private boolean quit() throws InterruptedException {
        long drawn = System.nanoTime();
        Wake wake = wakes.poll(period.toMillis(), TimeUnit.MILLISECONDS);
        while (wake != null) {
            if (wake == Wake.QUIT) {
                return true;
            }
            long rest = LEAST.toNanos() - (System.nanoTime() - drawn);
            if (rest <= 0) {
                return wakes.contains(Wake.QUIT) || drained();
            }
            wake = wakes.poll(rest, TimeUnit.NANOSECONDS);
        }
        return false;
    }

    /** What happened so far is in the next drawing. */
    private boolean drained() {
        wakes.clear();
        return false;
    }
}
