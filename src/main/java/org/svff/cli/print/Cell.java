package org.svff.cli.print;

/** A piece of text and how it looks. */
record Cell(String text, Style style) {
    static Cell of(String text) {
        return new Cell(text, Style.PLAIN);
    }

    static Cell dim(String text) {
        return new Cell(text, Style.DIM);
    }
}
