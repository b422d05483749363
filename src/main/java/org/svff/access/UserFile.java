package org.svff.access;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.svff.world.SvffException;
import org.svff.world.Trouble;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.representer.Representer;

/** The file of users: YAML, readable for its owner only, replaced as a whole. */
public final class UserFile {
    private static final int LONGEST = 1 << 20;
    private static final Set<String> FIELDS = Set.of("role", "password", "vms", "pfs");
    private static final String HEADER =
            "# Users of the svff agent. Written by `svff user`; passwords are hashed, and cannot be read back.\n";

    private final Path path;

    public UserFile(Path path) {
        this.path = path;
    }

    public Path path() {
        return path;
    }

    /**
     * Reads all users, by name.
     *
     * @throws SvffException when the file is not there, is open to others, or cannot be understood: all of it, or nothing
     */
    public Map<String, User> read() throws SvffException {
        PrivateFiles.check(path);
        try {
            if (Files.size(path) > LONGEST) {
                throw trouble("it is longer than " + LONGEST + " bytes");
            }
            return users(new Yaml(new SafeConstructor(strict())).load(Files.readString(path)));
        } catch (IOException e) {
            throw trouble(e.toString());
        } catch (YAMLException e) {
            throw trouble("it is no YAML: "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        } catch (IllegalArgumentException e) {
            throw trouble(String.valueOf(e.getMessage()));
        }
    }

    private static LoaderOptions strict() {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false); // a user that is there twice would be one of the two by chance
        options.setMaxAliasesForCollections(0);
        return options;
    }

    private SvffException trouble(String answer) {
        return new SvffException(new Trouble(
                path.toString(), "read the users", answer, "mend it, or make it anew with `svff user add`"));
    }

    private static Map<String, User> users(Object document) {
        Map<String, User> users = new TreeMap<>();
        if (!(document instanceof Map<?, ?> root) || !root.keySet().equals(Set.of("users"))) {
            throw new IllegalArgumentException("it is not of the form 'users:', with a block for each user");
        }
        Map<?, ?> blocks = root.get("users") instanceof Map<?, ?> map ? map : Map.of();
        blocks.forEach((name, block) -> {
            if (!(block instanceof Map<?, ?> fields)) {
                throw new IllegalArgumentException("user '" + name + "' has no block of role and password");
            }
            users.put(name.toString(), user(name.toString(), fields));
        });
        return users;
    }

    private static User user(String name, Map<?, ?> fields) {
        if (!FIELDS.containsAll(fields.keySet())) {
            throw new IllegalArgumentException(
                    "user '" + name + "' has a field that is none of role, password, vms, pfs");
        }
        try {
            return new User(
                    name,
                    Role.parse(String.valueOf(fields.get("role"))),
                    new Scope(texts(fields.get("vms")), texts(fields.get("pfs"))),
                    PasswordHash.parse(String.valueOf(fields.get("password"))));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("user '" + name + "': " + e.getMessage(), e);
        }
    }

    private static List<String> texts(@Nullable Object value) {
        if (value == null) {
            return List.of();
        }
        if (value instanceof List<?> list && !list.isEmpty()) {
            return list.stream().map(Object::toString).toList();
        }
        throw new IllegalArgumentException("vms and pfs are lists of patterns, like ['web-*'], or are left out");
    }

    /**
     * Changes the users, one program at a time.
     *
     * @throws SvffException when the file cannot be read or written
     */
    public void change(UnaryOperator<Map<String, User>> change) throws SvffException {
        try {
            PrivateFiles.makeFolderOf(path);
            Path lockFile = path.resolveSibling(path.getFileName() + ".lock");
            try (FileChannel channel = FileChannel.open(
                            lockFile,
                            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                            PrivateFiles.attribute());
                    FileLock lock = channel.lock()) {
                Map<String, User> before = Files.exists(path) ? read() : Map.of();
                if (lock.isValid()) {
                    PrivateFiles.write(path, text(change.apply(new TreeMap<>(before))));
                }
            }
        } catch (IOException e) {
            throw new SvffException(
                    new Trouble(path.toString(), "write the users", e.toString(), "run this as the user that owns it"));
        }
    }

    private static String text(Map<String, User> users) {
        Map<String, Object> blocks = new LinkedHashMap<>();
        users.forEach((name, user) -> {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("role", user.role().toString());
            if (!user.scope().vms().isEmpty()) {
                fields.put("vms", new ArrayList<>(user.scope().vms()));
            }
            if (!user.scope().pfs().isEmpty()) {
                fields.put("pfs", new ArrayList<>(user.scope().pfs()));
            }
            fields.put("password", user.password().text());
            blocks.put(name, fields);
        });
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setWidth(200);
        return HEADER + new Yaml(new Representer(options), options).dump(Map.of("users", blocks));
    }
}
