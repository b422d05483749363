package org.svff.testbed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** A testbed copies the state of an agent that is just writing it. */
class FoldersTest {
    @Test
    void aFileThatIsReplacedWhileItsFolderIsCopiedIsTheOldOrTheNewOne() throws Exception {
        Path folder = Folders.temporary();
        Path kept = Files.writeString(folder.resolve("wanted"), "whole");
        AtomicBoolean over = new AtomicBoolean();
        Thread writer = new Thread(() -> {
            while (!over.get()) {
                try {
                    Path next = Files.writeString(folder.resolve("wanted.next"), "whole");
                    Files.move(next, kept, StandardCopyOption.ATOMIC_MOVE);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        });
        writer.start();
        try {
            for (int i = 0; i < 500; i++) {
                Path copy = Folders.copy(folder);
                assertTrue(Files.exists(copy.resolve("wanted")));
                assertEquals("whole", Files.readString(copy.resolve("wanted")));
                Folders.remove(copy);
            }
        } finally {
            over.set(true);
            writer.join();
            Folders.remove(folder);
        }
    }

    @Test
    void aFolderIsRemovedAlsoWhileSomebodyWhoEndsStillWritesThere() throws Exception {
        for (int i = 0; i < 50; i++) {
            Path folder = Folders.temporary();
            Files.writeString(folder.resolve("first"), "");
            Thread writer = new Thread(() -> {
                try {
                    for (int file = 0; file < 200; file++) {
                        Files.writeString(folder.resolve("last" + file), "");
                    }
                } catch (IOException e) {
                    // the folder is gone
                }
            });
            writer.start();
            Folders.remove(folder);
            writer.join();
            assertFalse(Files.exists(folder));
        }
    }
}
