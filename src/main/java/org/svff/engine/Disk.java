package org.svff.engine;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Where the journal's bytes go: what the operating system does for it, and nothing more. Tests put a disk in its place
 * that is full, or tears what is being written when the agent dies.
 */
public interface Disk {
    /** The disk of this machine. */
    static Disk real() {
        return new RealDisk();
    }

    /**
     * Opens a file to write at its end; it is made when it is missing.
     *
     * @param keep how many bytes of it are kept; what is beyond is cut off
     */
    Out open(Path file, long keep) throws IOException;

    /** Puts a file in the place of another: at every moment one of the two is there, whole. */
    void move(Path file, Path over) throws IOException;

    /** Makes the names in a folder last. */
    void syncFolder(Path folder) throws IOException;

    /** Puts these bytes in the place of a file, for good: at every moment one whole file is there. */
    default void replace(Path file, byte[] bytes) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".next");
        try (Out out = open(fresh, 0)) {
            out.write(bytes);
            out.sync();
        }
        move(fresh, file);
        syncFolder(file.resolveSibling("."));
    }

    /** A file open for writing. */
    interface Out extends Closeable {
        /** Writes all of them; when it fails, any part of them may have been written. */
        void write(byte[] bytes) throws IOException;

        /** Makes what was written last. */
        void sync() throws IOException;
    }
}
