package org.svff.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.svff.world.SvffException;

/**
 * The users as the file has them now: it is looked at with every question, so that who was removed is out at once. A file
 * that went away or can no longer be used leaves no users. Thread-safe.
 */
public final class Users {
    private static final Logger LOG = LoggerFactory.getLogger(Users.class);

    /** What tells that a file is another one. */
    private record Stamp(Object key, long modified, long size) {
        static final Stamp NONE = new Stamp("", 0, 0);

        static Stamp of(Path path) {
            try {
                BasicFileAttributes a = Files.readAttributes(path, BasicFileAttributes.class);
                return new Stamp(
                        Optional.ofNullable(a.fileKey()).orElse(""),
                        a.lastModifiedTime().toMillis(),
                        a.size());
            } catch (IOException e) {
                return NONE;
            }
        }
    }

    private record Read(Stamp stamp, Map<String, User> users, PasswordHash nobody) {}

    private final UserFile file;
    private volatile Read read;

    private Users(UserFile file, Read read) {
        this.file = file;
        this.read = read;
    }

    /**
     * Reads the file.
     *
     * @throws SvffException when it cannot be used as it is
     */
    public static Users of(UserFile file) throws SvffException {
        Stamp stamp = Stamp.of(file.path());
        return new Users(file, read(stamp, file.read()));
    }

    private static Read read(Stamp stamp, Map<String, User> users) {
        int work = users.values().stream()
                .mapToInt(u -> u.password().iterations())
                .max()
                .orElse(PasswordHash.ITERATIONS);
        return new Read(stamp, Map.copyOf(users), PasswordHash.ofNobody(work));
    }

    private Read current() {
        Read known = read;
        Stamp stamp = Stamp.of(file.path());
        if (!stamp.equals(known.stamp())) {
            known = reread(stamp);
            read = known;
        }
        return known;
    }

    private Read reread(Stamp stamp) {
        try {
            return read(stamp, file.read());
        } catch (SvffException e) {
            LOG.error("nobody can use the agent until this is mended: {}", e.getMessage());
            return read(stamp, Map.of());
        }
    }

    /** The user of this name, whoever asks for him. */
    public Optional<User> find(String name) {
        return Optional.ofNullable(current().users().get(name));
    }

    /**
     * The user of this name, when the password is his. Takes as long whether there is such a user or not, so that nobody
     * learns names from it.
     */
    public Optional<User> authenticate(String name, char[] password) {
        Read now = current();
        User user = now.users().get(name);
        boolean right = (user == null ? now.nobody() : user.password()).matches(password);
        return right ? Optional.ofNullable(user) : Optional.empty();
    }

    public int count() {
        return current().users().size();
    }
}
