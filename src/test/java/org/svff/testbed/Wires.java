package org.svff.testbed;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** A guest's accesses to memory, ports and config space, one by one: QEMU's qtest protocol. */
final class Wires implements AutoCloseable {
    private static final long EXTENDED_CONFIG = 0xb0000000L;

    private final SocketChannel channel;
    private final BufferedReader answers;

    Wires(Path socket, Duration patience) throws IOException {
        channel = connect(socket, patience);
        answers =
                new BufferedReader(new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.US_ASCII));
    }

    private static SocketChannel connect(Path socket, Duration patience) throws IOException {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                return SocketChannel.open(UnixDomainSocketAddress.of(socket));
            } catch (IOException e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
                LockSupport.parkNanos(20_000_000); // a socket tells nobody when it begins to listen
            }
        }
    }

    synchronized String tell(String command) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap((command + "\n").getBytes(StandardCharsets.US_ASCII));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            String line = answers.readLine();
            while (line != null && line.startsWith("IRQ")) {
                line = answers.readLine();
            }
            if (line == null || !line.startsWith("OK")) {
                throw new IllegalStateException(command + ": " + line);
            }
            return line.substring(2).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long number(String command) {
        return Long.parseUnsignedLong(tell(command).substring(2), 16);
    }

    long read(long address) {
        return number("readl 0x" + Long.toHexString(address));
    }

    void write(long address, long value) {
        tell("writel 0x" + Long.toHexString(address) + " 0x" + Long.toHexString(value));
    }

    private void select(int bus, int slot, int register) {
        tell("outl 0xcf8 0x" + Integer.toHexString(0x80000000 | bus << 16 | slot << 11 | (register & 0xfc)));
    }

    long config(int bus, int slot, int register, char size) {
        select(bus, slot, register);
        return number("in" + size + " 0x" + Integer.toHexString(0xcfc + (register & 3)));
    }

    void config(int bus, int slot, int register, char size, long value) {
        select(bus, slot, register);
        tell("out" + size + " 0x" + Integer.toHexString(0xcfc + (register & 3)) + " 0x" + Long.toHexString(value));
    }

    /** Opens the window for config space beyond the first 256 bytes: the PCIEXBAR register of the q35 chipset. */
    void openExtendedConfig() {
        config(0, 0, 0x64, 'l', 0);
        config(0, 0, 0x60, 'l', EXTENDED_CONFIG | 1);
    }

    /** Where this register of extended config space is; {@link #openExtendedConfig} goes before. */
    static long extendedConfig(int bus, int slot, int register) {
        return EXTENDED_CONFIG + ((long) bus << 20 | (long) slot << 15 | register);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
