package org.svff.config;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.commons.configuration2.YAMLConfiguration;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.svff.world.Trouble;

/** Reads the YAML file. Its outline is checked first, since that is where the line numbers are. */
final class ConfigFile {
    private final Path path;
    private final Problems problems;

    ConfigFile(Path path, Problems problems) {
        this.path = path;
        this.problems = problems;
    }

    /** What the file says; problems are added to the list. */
    List<Written> read() {
        String text;
        try {
            text = Files.readString(path);
        } catch (IOException e) {
            problems.add(Unreadable.trouble(path, "read the file", e));
            return List.of();
        }
        int before = problems.count();
        Map<ConfigKey, Integer> lines = new TreeMap<>(new YamlOutline(path, problems).check(text));
        if (lines.isEmpty() || problems.count() > before) {
            return List.of();
        }
        YAMLConfiguration yaml = new YAMLConfiguration();
        yaml.setInterpolator(null); // ${file:...} and its like stay what they are: text
        try {
            yaml.read(new StringReader(text));
        } catch (ConfigurationException e) {
            problems.add(
                    new Trouble(path.toString(), "read the file", String.valueOf(e.getMessage()), "mend the YAML"));
            return List.of();
        }
        List<Written> written = new ArrayList<>();
        lines.forEach((key, line) -> written.add(new Written(
                key,
                yaml.getList(key.key()).stream().map(Objects::toString).toList(),
                new Origin(Origin.Kind.FILE, path + ":" + line))));
        return written;
    }
}
