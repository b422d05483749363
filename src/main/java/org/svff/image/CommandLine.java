package org.svff.image;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.svff.pci.PciAddress;
import org.svff.world.Image;

/** A command as a list of arguments; no shell ever sees it. */
final class CommandLine {
    private static final Pattern PLACE = Pattern.compile("\\{([a-z0-9]+)}");

    private CommandLine() {}

    /**
     * Fills in what stands in braces: {@code {file}}, {@code {folder}}, {@code {name}}, {@code {sha256}}, {@code {pf}} and
     * its parts {@code {domain}}, {@code {bus}}, {@code {device}}, {@code {function}} in hexadecimal. Anything else in
     * braces is left as it is.
     */
    static List<String> fill(List<String> template, Path folder, Image image, PciAddress card) {
        Map<String, String> values = new TreeMap<>();
        values.put("file", folder.resolve(image.file()).toString());
        values.put("folder", folder.toString());
        values.put("name", image.name());
        values.put("sha256", image.sha256());
        values.put("pf", card.toString());
        values.put("domain", hex("%04x", card.domain()));
        values.put("bus", hex("%02x", card.bus()));
        values.put("device", hex("%02x", card.device()));
        values.put("function", hex("%x", card.function()));
        return template.stream().map(argument -> fill(argument, values)).toList();
    }

    private static String hex(String form, int number) {
        return String.format(Locale.ROOT, form, number);
    }

    private static String fill(String argument, Map<String, String> values) {
        return PLACE.matcher(argument)
                .replaceAll(place -> Matcher.quoteReplacement(values.getOrDefault(place.group(1), place.group())));
    }

    /** Where the program is, as it would be found; empty when it would not. */
    static Optional<Path> program(String name, String searchPath) {
        Stream<Path> places = name.contains("/")
                ? Stream.of(Path.of(name))
                : Stream.of(searchPath.split(":", -1))
                        .filter(folder -> !folder.isEmpty())
                        .map(folder -> Path.of(folder, name));
        return places.filter(path -> Files.isExecutable(path) && !Files.isDirectory(path))
                .findFirst();
    }
}
