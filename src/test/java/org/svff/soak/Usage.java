package org.svff.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.management.MBeanServer;

/** What this process has of all that can leak. */
record Usage(long heapKib, int threads, long descriptors, int mbeans) {
    static Usage now(MBeanServer server) throws InterruptedException {
        long heap = Long.MAX_VALUE;
        for (int i = 0; i < 4; i++) { // what one collection finds dead may hold what the next one does
            System.gc();
            Thread.sleep(50);
            Runtime runtime = Runtime.getRuntime();
            heap = Math.min(heap, runtime.totalMemory() - runtime.freeMemory());
        }
        return new Usage(
                heap >> 10,
                ManagementFactory.getThreadMXBean().getThreadCount(),
                descriptorsOpen(),
                server.getMBeanCount());
    }

    private static long descriptorsOpen() {
        try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
            return files.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return heapKib + " KiB of heap, " + threads + " threads, " + descriptors + " descriptors, " + mbeans
                + " MBeans";
    }
}
