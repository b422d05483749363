package org.svff.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders of tests: made, copied, removed. */
public final class Folders {
    private static final int MOST_TRIES = 1000;

    private Folders() {}

    public static Path temporary() {
        try {
            return Files.createTempDirectory("svff-state");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A copy of the files in a folder, as they are now; one that is renamed or removed meanwhile was there, or was not. */
    public static Path copy(Path folder) {
        Path copy = temporary();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                copyIfThere(file, copy.resolve(file.getFileName()));
            }
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copyIfThere(Path file, Path to) throws IOException {
        try {
            Files.copy(file, to, StandardCopyOption.REPLACE_EXISTING);
        } catch (NoSuchFileException e) {
            Files.deleteIfExists(to); // what replaced it has been copied, or is what was there before
        }
    }

    /** Removes it with all that is in it, also what somebody who is just ending still writes there. */
    public static void remove(Path folder) {
        for (int tries = 1; Files.exists(folder); tries++) {
            try (Stream<Path> files = Files.walk(folder)) {
                List<Path> deepestFirst =
                        files.sorted(Comparator.reverseOrder()).toList();
                for (Path file : deepestFirst) {
                    Files.deleteIfExists(file);
                }
            } catch (DirectoryNotEmptyException | NoSuchFileException e) {
                failAfter(tries, e);
            } catch (UncheckedIOException e) { // the walk's
                failAfter(tries, e.getCause());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void failAfter(int tries, IOException e) {
        if (tries == MOST_TRIES) {
            throw new UncheckedIOException(e);
        }
        Thread.onSpinWait();
    }
}
