package org.svff.engine;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.svff.access.PrivateFiles;

/**
 * The disk of this machine. Its files are no channels: a channel is closed for good when a thread that writes to it is
 * interrupted, as the thread of a step that took too long is.
 */
final class RealDisk implements Disk {
    @Override
    public Out open(Path file, long keep) throws IOException {
        try {
            Files.createFile(file, PrivateFiles.attribute());
        } catch (FileAlreadyExistsException e) {
            // it is gone on with
        }
        RandomAccessFile opened = new RandomAccessFile(file.toFile(), "rw");
        try {
            if (opened.length() > keep) {
                opened.setLength(keep);
            }
            opened.seek(opened.length());
            return new Open(opened);
        } catch (IOException e) {
            opened.close();
            throw e;
        }
    }

    private record Open(RandomAccessFile file) implements Out {
        @Override
        public void write(byte[] bytes) throws IOException {
            file.write(bytes);
        }

        @Override
        public void sync() throws IOException {
            file.getFD().sync();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    @Override
    public void move(Path file, Path over) throws IOException {
        Files.move(file, over, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void syncFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
