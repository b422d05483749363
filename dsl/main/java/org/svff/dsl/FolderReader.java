package org.svff.dsl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads the texts of the files {@code *.policy} of a folder. */
final class FolderReader {
    static final String ENDING = ".policy";

    private static final long LARGEST = 4_000_000;

    private final Path folder;

    FolderReader(Path folder) {
        this.folder = folder;
    }

    /**
     * What is in a file.
     *
     * @param text empty when it cannot be used
     * @param problem why it cannot be used; else empty
     */
    record Content(String text, String problem) {}

    /**
     * By path; a folder that is not there has none.
     *
     * @throws IOException when the folder cannot be read
     */
    Map<Path, Content> read() throws IOException {
        Map<Path, Content> read = new TreeMap<>();
        try (Stream<Path> list = Files.list(folder)) {
            list.filter(f -> f.toString().endsWith(ENDING)).forEach(f -> read.put(f, new Content("", "")));
        } catch (NoSuchFileException e) {
            return read;
        }
        String unsafe = problem(folder);
        read.replaceAll((file, nothing) -> unsafe.isEmpty() ? content(file) : new Content("", unsafe));
        return read;
    }

    private static Content content(Path file) {
        String problem = problem(file);
        try {
            if (problem.isEmpty() && Files.size(file) > LARGEST) {
                problem = file + " is larger than " + LARGEST + " bytes";
            }
            return problem.isEmpty() ? new Content(Files.readString(file), "") : new Content("", problem);
        } catch (IOException e) {
            return new Content("", file + " cannot be read: " + e);
        }
    }

    /** Whoever may write a policy may lift it: that is root, or the agent's own user, and nobody else. */
    private static String problem(Path file) {
        try {
            PosixFileAttributes facts =
                    Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            Set<PosixFilePermission> rights = facts.permissions();
            String owner = facts.owner().getName();
            if (facts.isSymbolicLink()) {
                return file + " is a link; put the file itself there";
            }
            if (!owner.equals("root") && !owner.equals(System.getProperty("user.name"))) {
                return file + " belongs to " + owner + "; it has to be root's";
            }
            if (rights.contains(PosixFilePermission.GROUP_WRITE) || rights.contains(PosixFilePermission.OTHERS_WRITE)) {
                return file + " can be written by others; chmod go-w " + file;
            }
            return "";
        } catch (IOException e) {
            return file + " cannot be read: " + e;
        }
    }
}
