package org.svff.cli.print;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.svff.config.Config;
import org.svff.config.ConfigKey;

/** Prints the configuration. */
public final class ConfigPrinter {
    private static final int WIDTH = 96;

    private final Screen screen;

    public ConfigPrinter(Screen screen) {
        this.screen = screen;
    }

    /** Each key with its value and where that came from. */
    public void inForce(Config config) {
        Table table = new Table();
        for (ConfigKey key : ConfigKey.values()) {
            String origin = config.origin(key).toString();
            boolean isDefault = origin.equals("default");
            table.row(
                    Cell.of(key.key()),
                    new Cell(config.text(key), isDefault ? Style.PLAIN : Style.BOLD),
                    new Cell(origin, isDefault ? Style.DIM : Style.CYAN));
        }
        table.lines(screen).forEach(screen::line);
        screen.out().flush();
    }

    /** A file with every option at its default, commented out, under its documentation. */
    public void example() {
        screen.line("# The svff agent's configuration: every option at its default. Remove a '#' to set one.");
        screen.line("# The agent reads /etc/svff/agent.yaml, or the file that --config names.");
        Optional<String> open = Optional.empty();
        for (ConfigKey key : ConfigKey.values()) {
            int dot = key.key().indexOf('.');
            Optional<String> block =
                    dot < 0 ? Optional.empty() : Optional.of(key.key().substring(0, dot));
            screen.line("");
            if (!block.equals(open)) {
                block.ifPresent(name -> screen.line(name + ":"));
                open = block;
            }
            String indent = block.isPresent() ? "  " : "";
            String allowed = key.type().allowed();
            wrapped(key.documentation() + " Allowed is " + allowed + ".", WIDTH - indent.length() - 2)
                    .forEach(line -> screen.line(indent + "# " + line));
            screen.line(indent + "#" + key.key().substring(dot + 1) + ": " + key.defaultText());
        }
        screen.out().flush();
    }

    private static List<String> wrapped(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (line.length() + 1 + word.length() > width && line.length() > 0) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
