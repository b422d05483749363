package org.svff.testbed;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.svff.engine.Disk;

/**
 * An agent's disk, which writes nothing more when the agent has died, half a line when it dies while it writes, and may be
 * full. It syncs nothing: what a process has written outlives it. Thread-safe.
 */
public final class MortalDisk implements Disk {
    private final Disk real = Disk.real();
    private final Fate fate;
    private final AtomicLong room = new AtomicLong(Long.MAX_VALUE);

    public MortalDisk(Fate fate) {
        this.fate = fate;
    }

    /** So many more bytes can be written; then there is no space left. */
    public void leaveRoom(long bytes) {
        room.set(bytes);
    }

    @Override
    public Out open(Path file, long keep) throws IOException {
        if (fate.isDead()) {
            throw dead();
        }
        return new MortalOut(file.getFileName().toString(), real.open(file, keep));
    }

    private static IOException dead() {
        return new IOException("the agent is dead");
    }

    @Override
    public void move(Path file, Path over) throws IOException {
        Fate.Verdict verdict = fate.act(Fate.JOURNAL + "move " + file.getFileName());
        if (verdict == Fate.Verdict.LIVES || verdict == Fate.Verdict.DIES_AFTER) {
            real.move(file, over);
        }
        if (verdict != Fate.Verdict.LIVES) {
            throw dead();
        }
    }

    @Override
    public void syncFolder(Path folder) {
        // a process that dies takes no names with it
    }

    private final class MortalOut implements Out {
        private final String name;
        private final Out out;

        MortalOut(String name, Out out) {
            this.name = name;
            this.out = out;
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            switch (fate.act(Fate.JOURNAL + "write to " + name)) {
                case LIVES -> writeWhereThereIsRoom(bytes);
                case DIES_AFTER -> {
                    out.write(bytes);
                    throw dead();
                }
                case DIES_WITHIN -> {
                    out.write(Arrays.copyOf(bytes, bytes.length / 2));
                    throw dead();
                }
                default -> throw dead();
            }
        }

        private void writeWhereThereIsRoom(byte[] bytes) throws IOException {
            long had = room.getAndAccumulate(bytes.length, (has, wanted) -> Math.max(0, has - wanted));
            out.write(had >= bytes.length ? bytes : Arrays.copyOf(bytes, (int) had));
            if (had < bytes.length) {
                throw new IOException("No space left on device");
            }
        }

        @Override
        public void sync() {
            // see the class
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
