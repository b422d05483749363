package org.svff.cli.print;

import java.util.Collection;
import java.util.List;
import org.svff.access.User;

/** Prints users, a line each. */
public final class UserPrinter {
    private final Screen screen;

    public UserPrinter(Screen screen) {
        this.screen = screen;
    }

    /** Name, role, and what he is kept to. */
    public void print(Collection<User> users) {
        Table table = new Table();
        table.row(
                new Cell("USER", Style.DIM),
                new Cell("ROLE", Style.DIM),
                new Cell("VMS", Style.DIM),
                new Cell("PFS", Style.DIM));
        for (User user : users) {
            table.row(
                    new Cell(user.name(), Style.BOLD),
                    Cell.of(user.role().toString()),
                    Cell.of(patterns(user.scope().vms())),
                    Cell.of(patterns(user.scope().pfs())));
        }
        table.lines(screen).forEach(screen::line);
        screen.out().flush();
    }

    private static String patterns(List<String> patterns) {
        return patterns.isEmpty() ? "all" : String.join(", ", patterns);
    }
}
