package org.svff.cli.print;

import java.util.List;
import org.svff.jmx.view.ImageView;

/** Prints images, a line each. */
public final class ImagePrinter {
    private final Screen screen;

    public ImagePrinter(Screen screen) {
        this.screen = screen;
    }

    /** Name, what it is for, and what is wrong with it. */
    public void print(List<ImageView> images) {
        if (images.isEmpty()) {
            screen.line("no images (the agent's image.folder says where it looks)");
        } else {
            Table table = new Table();
            table.row(dim("IMAGE"), dim("FOR"), dim("SHOWS AS"), dim("VFS"), dim("LOADER"), dim("NOTE"));
            for (ImageView image : images) {
                boolean usable = image.problem().isEmpty();
                table.row(
                        new Cell(image.name(), Style.BOLD),
                        Cell.of(String.join(", ", image.cards())),
                        Cell.of(image.shows()),
                        Cell.of(vfs(image)),
                        Cell.of(image.loader()),
                        usable
                                ? Cell.of(image.description())
                                : new Cell(screen.draw("✗ ", "! ") + image.problem(), Style.RED));
            }
            table.lines(screen).forEach(screen::line);
        }
        screen.out().flush();
    }

    private static Cell dim(String text) {
        return new Cell(text, Style.DIM);
    }

    private static String vfs(ImageView image) {
        String most = image.mostVfs() < 0 ? "" : "up to " + image.mostVfs();
        return (most + " " + image.vfShows()).strip();
    }
}
