package org.svff.access;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import org.slf4j.LoggerFactory;
import org.svff.world.SvffException;
import org.svff.world.Trouble;

/** Files that only their owner may read: users, keys, passwords, audit. */
public final class PrivateFiles {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNER_ONLY_FOLDER = PosixFilePermissions.fromString("rwx------");

    private PrivateFiles() {}

    /** For files that are made: {@code rw-------} from the first moment. */
    public static FileAttribute<Set<PosixFilePermission>> attribute() {
        return PosixFilePermissions.asFileAttribute(OWNER_ONLY);
    }

    /** Makes a folder, {@code rwx------}, when it is missing; one that is there stays as it is. */
    public static void makeFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY_FOLDER));
        }
    }

    /** Makes the folder that a file is to be in, {@code rwx------}, when it is missing. */
    static void makeFolderOf(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            makeFolder(folder);
        }
    }

    /**
     * Refuses a file that others than its owner can read or write, or whose owner is neither root nor this user: what it
     * says would be anybody's word.
     *
     * @throws SvffException when it is so, or the file is not there
     */
    public static void check(Path file) throws SvffException {
        String answer;
        String remedy;
        try {
            PosixFileAttributes attributes = Files.readAttributes(file, PosixFileAttributes.class);
            Set<PosixFilePermission> others = EnumSet.noneOf(PosixFilePermission.class);
            others.addAll(attributes.permissions());
            others.removeAll(OWNER_ONLY_FOLDER);
            long owner = uid(file);
            if (!others.isEmpty()) {
                answer = "others than its owner have access (" + PosixFilePermissions.toString(attributes.permissions())
                        + ")";
                remedy = "chmod 600 " + file;
            } else if (owner != 0 && owner != uid(Path.of("/proc/self"))) {
                answer = "it belongs to " + attributes.owner().getName();
                remedy = "chown root " + file;
            } else {
                return;
            }
        } catch (IOException e) {
            answer = e.toString();
            remedy = "make it readable for the user that runs this";
        }
        throw new SvffException(new Trouble(file.toString(), "trust it", answer, remedy));
    }

    /**
     * Takes from others what they may do with a file or folder of ours. One that they can write to, that belongs to
     * somebody else, or that is a link is refused: it is late to close it.
     *
     * @throws SvffException when it is so
     */
    public static void close(Path path) throws SvffException, IOException {
        PosixFileAttributes attributes =
                Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        String shown = PosixFilePermissions.toString(attributes.permissions());
        String answer;
        String remedy;
        if (attributes.isSymbolicLink()) {
            answer = "it is a link";
            remedy = "put what it leads to in its place";
        } else if (attributes.permissions().contains(PosixFilePermission.GROUP_WRITE)
                || attributes.permissions().contains(PosixFilePermission.OTHERS_WRITE)) {
            answer = "others than its owner can write to it (" + shown + ")";
            remedy = "see who did, then chmod go-rwx " + path;
        } else if (uid(path) != 0 && uid(path) != uid(Path.of("/proc/self"))) {
            answer = "it belongs to " + attributes.owner().getName();
            remedy = "see what is in it, then chown it to the agent's user";
        } else {
            Set<PosixFilePermission> kept = EnumSet.noneOf(PosixFilePermission.class);
            kept.addAll(attributes.permissions());
            kept.retainAll(OWNER_ONLY_FOLDER);
            if (!kept.equals(attributes.permissions())) {
                LoggerFactory.getLogger(PrivateFiles.class) // only here: clients in JConsole have no SLF4J
                        .info("{} was {}; others cannot read it any more", path, shown);
                Files.setPosixFilePermissions(path, kept);
            }
            return;
        }
        throw new SvffException(new Trouble(path.toString(), "trust it", answer, remedy));
    }

    /** By number: a small system may have no names for its users. */
    private static long uid(Path file) throws IOException {
        return ((Number) Files.getAttribute(file, "unix:uid")).longValue();
    }

    /** Puts a text in place of a file, {@code rw-------}: at every moment there is one whole file. */
    public static void write(Path file, String text) throws IOException {
        makeFolderOf(file);
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.deleteIfExists(next);
        Files.createFile(next, attribute());
        try (FileOutputStream out = new FileOutputStream(next.toFile())) { // no channel: an interrupt would close it
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.getFD().sync();
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
