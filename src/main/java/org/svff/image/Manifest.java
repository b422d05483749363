package org.svff.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.svff.pci.DeviceId;
import org.svff.world.Image;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads the manifest of an image: YAML, in which nothing is taken that is not known. */
final class Manifest {
    private static final int LONGEST = 1 << 16;
    private static final Set<String> FIELDS =
            Set.of("file", "sha256", "cards", "shows", "vfs", "queues", "loader", "remove", "description");
    private static final Set<String> VF_FIELDS = Set.of("most", "shows");

    private final Map<?, ?> fields;

    private Manifest(Map<?, ?> fields) {
        this.fields = fields;
    }

    /**
     * Reads it.
     *
     * @param loader the configured loader, for manifests that name none
     * @throws IllegalArgumentException when it cannot be understood; the message says what is wrong
     */
    static Image read(String name, Path file, Loader loader) throws IOException {
        if (Files.size(file) > LONGEST) {
            throw new IllegalArgumentException("it is longer than " + LONGEST + " bytes");
        }
        LoaderOptions strict = new LoaderOptions();
        strict.setAllowDuplicateKeys(false);
        strict.setMaxAliasesForCollections(0);
        Object document;
        try {
            document = new Yaml(new SafeConstructor(strict)).load(Files.readString(file));
        } catch (YAMLException e) {
            throw new IllegalArgumentException(
                    "it is no YAML: "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
                    e);
        }
        if (!(document instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException("it has no fields; it needs file, sha256 and cards");
        }
        known(map, FIELDS, "");
        return new Manifest(map).image(name, loader);
    }

    private static void known(Map<?, ?> map, Set<String> fields, String where) {
        for (Object key : map.keySet()) {
            if (!fields.contains(String.valueOf(key))) {
                throw new IllegalArgumentException("'" + where + key + "' is none of its fields: "
                        + String.join(", ", fields.stream().sorted().toList()));
            }
        }
    }

    private Image image(String name, Loader configured) {
        Map<?, ?> vfs = fields.get("vfs") instanceof Map<?, ?> map ? map : Map.of();
        known(vfs, VF_FIELDS, "vfs.");
        Loader loader = text(fields.get("loader")).map(Loader::named).orElse(configured);
        String file = text(fields.get("file")).orElseThrow(() -> missing("file, its name in this folder"));
        if (!ImageFolder.isName(file)) {
            throw new IllegalArgumentException("'" + file + "' is no name of a file in this folder");
        }
        String sha = text(fields.get("sha256")).orElseThrow(() -> missing("sha256, as sha256sum prints it"));
        if (!sha.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("sha256 is not 64 hexadecimal digits");
        }
        return new Image(
                name,
                file,
                sha,
                cards(),
                text(fields.get("shows")).map(DeviceId::parse),
                text(vfs.get("shows")).map(DeviceId::parse),
                number("vfs.most", vfs.get("most")),
                number("queues", fields.get("queues")),
                loader.toString(),
                flag(fields.get("remove")).orElse(loader.removes()),
                text(fields.get("description")).orElse(""));
    }

    private static IllegalArgumentException missing(String what) {
        return new IllegalArgumentException("it lacks " + what);
    }

    private Set<DeviceId> cards() {
        Object cards = fields.get("cards");
        List<?> ids = cards instanceof List<?> list ? list : cards == null ? List.of() : List.of(cards);
        if (ids.isEmpty()) {
            throw missing("cards, the ids of those it is for, as ['10ee:903f']");
        }
        Set<DeviceId> parsed = new LinkedHashSet<>();
        ids.forEach(id -> parsed.add(DeviceId.parse(String.valueOf(id))));
        return parsed;
    }

    private static Optional<String> text(@Nullable Object value) {
        return Optional.ofNullable(value).map(Object::toString).map(String::strip);
    }

    private static OptionalInt number(String field, @Nullable Object value) {
        if (value == null) {
            return OptionalInt.empty();
        }
        if (value instanceof Integer number && number >= 0) {
            return OptionalInt.of(number);
        }
        throw new IllegalArgumentException(field + " is no whole number from 0");
    }

    private static Optional<Boolean> flag(@Nullable Object value) {
        if (value == null || value instanceof Boolean) {
            return Optional.ofNullable((Boolean) value);
        }
        throw new IllegalArgumentException("remove is neither true nor false");
    }
}
