package org.svff.jconsole.screens;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Predicate;

/** An operator's hands and camera: mouse, keyboard and screenshots, in one JConsole. */
final class Operator {
    private static final Duration AGAIN = Duration.ofSeconds(5);

    private final RealJConsole jconsole;
    private final Display display;
    private final Path folder;

    /** @param folder for screenshots */
    Operator(RealJConsole jconsole, Display display, Path folder) {
        this.jconsole = jconsole;
        this.display = display;
        this.folder = folder;
    }

    /** Gives JConsole the whole display. */
    void maximise() {
        String window = display.tool("xdotool", "search", "--onlyvisible", "--name", "Java Monitoring")
                .lines()
                .findFirst()
                .orElseThrow();
        display.tool("xdotool", "windowmove", window, "0", "0");
        display.tool("xdotool", "windowsize", window, "1280", "900");
    }

    void shot(String name) throws InterruptedException {
        display.tool("xdotool", "mousemove", "1200", "12"); // no tool tip in the picture
        Thread.sleep(400); // what was asked for is there; what blinks and slides has come to rest
        display.shot(folder.resolve(name + ".png"));
    }

    /** Clicks on a card or a VF, again where a click was lost on a dialog that goes; what is typed after that is for it. */
    void select(String name) throws InterruptedException {
        long[] again = {System.nanoTime()};
        RealJConsole.await("'" + name + "' to be chosen", () -> {
            if (System.nanoTime() >= again[0]) {
                jconsole.click(name);
                again[0] = System.nanoTime() + AGAIN.toNanos();
            }
            return jconsole.find(name).filter(RealJConsole.Spot::focused).isPresent();
        });
        jconsole.await("Cards and their VFs", RealJConsole.Spot::focused);
    }

    /** Types keys until it is so: they can be lost on the way, as no window manager keeps the focus. */
    void type(String keys, String what, RealJConsole.Condition wanted) throws InterruptedException {
        long[] again = {System.nanoTime()};
        RealJConsole.await(what + " after " + keys, () -> {
            if (System.nanoTime() >= again[0]) {
                display.keys(keys);
                again[0] = System.nanoTime() + AGAIN.toNanos();
            }
            return wanted.holds();
        });
    }

    void open(String key, String name, Predicate<RealJConsole.Spot> wanted) throws InterruptedException {
        type(key, name, () -> jconsole.find(name).filter(wanted).isPresent());
    }

    void runPlan() throws InterruptedException {
        jconsole.await("Run this plan", RealJConsole.Spot::enabled);
        type(
                "alt+u",
                "the plan's run",
                () -> jconsole.find("Run this plan")
                        .filter(RealJConsole.Spot::enabled)
                        .isEmpty());
    }
}
