package org.svff.cli.print;

import java.io.PrintWriter;

/**
 * Where commands print, and what it can show.
 *
 * @param out for what was asked for
 * @param err for errors and progress
 * @param colour whether {@code out} and {@code err} take colours
 * @param unicode whether they show more than ASCII
 * @param live whether a line on {@code err} can be written over: a terminal
 * @param width in columns
 */
public record Screen(PrintWriter out, PrintWriter err, boolean colour, boolean unicode, boolean live, int width) {
    /** A screen for programs: no colours, nothing written over. */
    public static Screen plain(PrintWriter out, PrintWriter err) {
        return new Screen(out, err, false, true, false, 80);
    }

    /** The text in a style, where colours are shown. */
    public String paint(Style style, String text) {
        return colour ? style.apply(text) : text;
    }

    /** One of two ways to draw the same thing. */
    public String draw(String unicodeText, String asciiText) {
        return unicode ? unicodeText : asciiText;
    }

    public void line(String text) {
        out.println(text);
    }

    /** An error: one line (or one for each thing wrong), in red where colours are shown. */
    public void error(String text) {
        text.lines().forEach(line -> err.println(paint(Style.RED, "svff: " + line)));
        err.flush();
    }

    /** Something that the user should know beside what was asked for. */
    public void note(String text) {
        err.println(paint(Style.DIM, "svff: " + text));
        err.flush();
    }
}
