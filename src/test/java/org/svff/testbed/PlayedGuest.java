package org.svff.testbed;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.svff.vm.qmp.QmpClient;
import org.svff.vm.qmp.QmpEvent;
import org.svff.vm.qmp.QmpException;

/**
 * A QEMU with pause whose guest is played by the test, access for access (QEMU's qtest protocol,
 * docs/devel/testing/qtest.rst), with 82576 VFs in it. What a Linux guest shows by and by is shown here at once, and
 * exactly. Registers are those of the 82576's VFs (Intel 82576 datasheet, section 8).
 */
public final class PlayedGuest implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String QEMU = "/dev/shm/qemu-system-x86_64"; // where rig/l1/main puts it

    /** Guest addresses: BARs of device N, and RAM that interrupts and descriptors go to. */
    private static final long BARS = 0xfe000000L;

    private static final long DEVICE_BARS = 0x100000;
    private static final long MSIX_BAR = 0x10000;
    private static final long MESSAGES = 0x100000;
    private static final long RING = 0x200000;
    private static final long FRAME = 0x300000;

    private static final int FIRST_SLOT = 4; // of the root ports
    private static final int MSIX_CONTROL = 0x72;
    private static final int VECTORS = 3;
    private static final long PENDING_BITS = 0x2000;

    private static final int MAILBOX = 0xc40;
    private static final int MAILBOX_MEMORY = 0x800;

    private final Process process;
    private final Wires wires;
    private final QmpClient qmp;
    private final List<QmpEvent> events = new CopyOnWriteArrayList<>();
    private final int devices;

    /**
     * Starts it, and sets its devices up.
     *
     * @param vfs addresses of VFs that vfio-pci has; the devices {@code vf0}, {@code vf1}, ... get them
     * @param more options for QEMU; one that begins with a comma is for each device
     */
    public static PlayedGuest start(List<String> vfs, String... more) {
        try {
            Path folder = Files.createTempDirectory("played");
            return new PlayedGuest(folder, vfs, more);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private PlayedGuest(Path folder, List<String> vfs, String... more) throws IOException {
        Path wire = folder.resolve("qtest");
        Path monitor = folder.resolve("qmp");
        List<String> command = new ArrayList<>(List.of(
                QEMU,
                "-nodefaults",
                "-display",
                "none",
                "-M",
                "q35",
                "-accel",
                "qtest",
                "-m",
                "128",
                "-global",
                "ICH9-LPC.acpi-pci-hotplug-with-bridge-support=off",
                "-qtest",
                "unix:" + wire + ",server=on,wait=off",
                "-qtest-log",
                "none",
                "-qmp",
                "unix:" + monitor + ",server=on,wait=off"));
        String backend = "";
        for (String option : more) {
            if (option.startsWith(",")) {
                backend = option; // of each device
            } else {
                command.add(option);
            }
        }
        devices = vfs.size();
        for (int i = 0; i < devices; i++) {
            command.addAll(List.of(
                    "-device",
                            "pcie-root-port,id=rp" + i + ",chassis=" + (i + 1) + ",slot=" + (i + 1) + ",addr="
                                    + (FIRST_SLOT + i),
                    "-device", "vfio-pci,id=vf" + i + ",bus=rp" + i + ",host=" + vfs.get(i) + backend));
        }
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        try {
            await("its sockets", () -> !process.isAlive() || Files.exists(monitor));
            wires = new Wires(wire, PATIENCE);
            qmp = QmpClient.connect(monitor, PATIENCE, () -> {});
            qmp.onEvent(events::add);
        } catch (IOException | IllegalStateException e) {
            process.destroyForcibly();
            throw new IOException("QEMU says: " + Files.readString(folder.resolve("log")), e);
        }
        IntStream.range(0, devices).forEach(this::setUp);
    }

    /** Registers of a device tell nobody when they change. */
    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static boolean became(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            pause();
        }
        return true;
    }

    private static void await(String what, BooleanSupplier condition) {
        if (!became(condition)) {
            throw new IllegalStateException("waited in vain for " + what);
        }
    }

    // --- the guest's accesses ---

    public long read(long address) {
        return wires.read(address);
    }

    public void write(long address, long value) {
        wires.write(address, value);
    }

    /** Of the device's config space, the 16 or 32 bits at a register. */
    public long config(int device, int register) {
        return wires.config(device + 1, 0, register, 'l');
    }

    public void setConfigWord(int device, int register, long value) {
        wires.config(device + 1, 0, register, 'w', value);
    }

    public void setConfig(int device, int register, long value) {
        wires.config(device + 1, 0, register, 'l', value);
    }

    public static long bar(int device) {
        return BARS + DEVICE_BARS * device;
    }

    private static long msix(int device) {
        return bar(device) + MSIX_BAR;
    }

    private static long message(int device, int vector) {
        return MESSAGES + 0x1000L * device + 4L * vector;
    }

    /** What the vector writes when it fires. */
    public static long data(int device, int vector) {
        return 0xc0de00L + 0x10L * device + vector;
    }

    /** As firmware and driver do: bridge windows, BARs, command register, MSI-X table. */
    public void setUp(int device) {
        int port = FIRST_SLOT + device;
        int bus = device + 1;
        long window = bar(device) >> 16 & 0xfff0;
        wires.config(0, port, 0x18, 'l', bus << 8 | bus << 16);
        wires.config(0, port, 0x20, 'l', window << 16 | window);
        wires.config(0, port, 0x24, 'l', 0x0001fff1);
        wires.config(0, port, 4, 'w', 7);
        setConfig(device, 0x10, bar(device));
        setConfig(device, 0x14, 0);
        setConfig(device, 0x1c, msix(device));
        setConfig(device, 0x20, 0);
        setConfigWord(device, 4, 0x0406);
        for (int vector = 0; vector < VECTORS; vector++) {
            long entry = msix(device) + 16L * vector;
            write(entry, message(device, vector));
            write(entry + 4, 0);
            write(entry + 8, data(device, vector));
            write(entry + 12, 0);
        }
        setConfigWord(device, MSIX_CONTROL, 0x8000);
    }

    /** The port above the device may report errors that are not fatal, as a driver of ports has it. */
    public void takeErrorReports(int device) {
        int control = capability(device, 0x10) + 8;
        long now = wires.config(0, FIRST_SLOT + device, control, 'l');
        wires.config(0, FIRST_SLOT + device, control, 'w', (now & 0xffff) | 2);
        wires.config(0, FIRST_SLOT + device, 0x3e, 'w', 2); // bridge control: SERR#
        wires.openExtendedConfig();
        write(portAer(device) + 0x2c, 2);
    }

    /** The uncorrectable errors that the port above the device has reported, not fatal and its own; bits as in its AER status. */
    public long reportedErrors(int device) {
        long root = read(portAer(device) + 0x30);
        long source = read(portAer(device) + 0x34) >> 16;
        // an uncorrectable one, not fatal
        boolean reported = (root & 0x24) == 0x24 && source == ((long) (FIRST_SLOT + device) << 3);
        return reported ? read(portAer(device) + 4) : 0;
    }

    /** Registers of AER: PCIe specification, 7.8.4 (status +4, root command +2c, root status +30, source +34). */
    private static long portAer(int device) {
        return Wires.extendedConfig(0, FIRST_SLOT + device, 0x100);
    }

    private int capability(int device, int id) {
        int port = FIRST_SLOT + device;
        int at = (int) (wires.config(0, port, 0x34, 'l') & 0xfc);
        while ((wires.config(0, port, at, 'l') & 0xff) != id) {
            at = (int) (wires.config(0, port, at, 'l') >> 8 & 0xfc);
        }
        return at;
    }

    public void mask(int device, int vector, boolean on) {
        write(msix(device) + 16L * vector + 12, on ? 1 : 0);
    }

    public void setData(int device, int vector, long data) {
        write(msix(device) + 16L * vector + 8, data);
    }

    public List<Long> vectorTable(int device) {
        return IntStream.range(0, 4 * VECTORS)
                .mapToObj(i -> read(msix(device) + 4L * i))
                .toList();
    }

    public long pendingBits(int device) {
        return read(msix(device) + PENDING_BITS);
    }

    public List<Long> configSpace(int device) {
        return IntStream.range(0, 64).mapToObj(i -> config(device, 4 * i)).toList();
    }

    /** What a guest's system does at a reboot: the reset control register of the ICH9 chipset, full reset. */
    public void reboot() {
        wires.tell("outb 0xcf9 0x2");
        wires.tell("outb 0xcf9 0x6");
    }

    /** The VF asks its PF's driver for a reset, as a guest driver does first; the MAC it is given. */
    public String mailbox(int device) {
        return mailboxAt(bar(device));
    }

    private String mailboxAt(long bar) {
        write(bar, read(bar) | 0x04000000); // CTRL.RST
        await("the mailbox", () -> {
            write(bar + MAILBOX, 4); // taken, unless the PF has it
            return (read(bar + MAILBOX) & 4) != 0;
        });
        write(bar + MAILBOX_MEMORY, 1); // VF_RESET
        write(bar + MAILBOX, 1);
        long[] status = {0};
        await("the PF's answer", () -> ((status[0] |= read(bar + MAILBOX)) & 0x10) != 0);
        long low = read(bar + MAILBOX_MEMORY + 4);
        long high = read(bar + MAILBOX_MEMORY + 8);
        write(bar + MAILBOX, 2);
        return String.format(
                "%02x:%02x:%02x:%02x:%02x:%02x",
                low & 0xff, low >> 8 & 0xff, low >> 16 & 0xff, low >> 24 & 0xff, high & 0xff, high >> 8 & 0xff);
    }

    /** Raises the vector by software; what arrives in the guest's memory, 0 when nothing does. */
    public long raise(int device, int vector) {
        write(bar(device) + 0x1580, 7); // EICR: the emulated card does not clear it at a reset
        write(message(device, vector), 0);
        write(bar(device) + 0x1524, 7); // EIMS
        write(bar(device) + 0x1520, 1L << vector); // EICS
        return arrived(device, vector);
    }

    /** What the vector has written since it was raised last; waits a while for it. */
    public long arrived(int device, int vector) {
        became(() -> read(message(device, vector)) != 0);
        return read(message(device, vector));
    }

    /** Raises a vector that is masked: nothing may arrive, so nothing is waited for but the pending bit. */
    public boolean raiseMasked(int device, int vector) {
        write(bar(device) + 0x1580, 7);
        write(message(device, vector), 0);
        write(bar(device) + 0x1524, 7);
        write(bar(device) + 0x1520, 1L << vector);
        return became(() -> (pendingBits(device) & 1L << vector) != 0) && read(message(device, vector)) == 0;
    }

    /** Sends a frame by DMA; whether the card has fetched it. */
    public boolean send(int device) {
        long bar = bar(device);
        int length = 60;
        wires.tell("write 0x" + Long.toHexString(FRAME) + " 60 0x" + "ff".repeat(6) + "525400000100" + "88b5"
                + "00".repeat(46));
        for (int i = 0; i < 64; i += 4) {
            write(RING + i, 0);
        }
        write(bar + 0x3828, 0); // TXDCTL
        write(bar + 0x3800, RING);
        write(bar + 0x3804, 0);
        write(bar + 0x3808, 128 * 16);
        write(bar + 0x3810, 0);
        write(bar + 0x3818, 0);
        write(bar + 0x3828, 0x02000000);
        write(RING, FRAME);
        write(RING + 4, 0);
        write(RING + 8, length | 0x2b300000L); // advanced data descriptor: end of packet, CRC, report status, extended
        write(RING + 12, (long) length << 14);
        write(bar + 0x3818, 1);
        return became(() -> (read(RING + 12) & 1) != 0);
    }

    // --- QMP ---

    public JsonNode qmp(String command, Map<String, ?> arguments) throws QmpException {
        return qmp.execute(command, arguments, PATIENCE);
    }

    public void pause(int device) throws QmpException {
        qmp("x-vfio-pause", Map.of("id", "vf" + device));
    }

    public void resume(int device) throws QmpException {
        qmp("x-vfio-resume", Map.of("id", "vf" + device));
    }

    public void resume(int device, String vf) throws QmpException {
        qmp("x-vfio-resume", Map.of("id", "vf" + device, "host", vf));
    }

    public JsonNode property(int device, String name) throws QmpException {
        return qmp("qom-get", Map.of("path", "/machine/peripheral/vf" + device, "property", name));
    }

    public boolean isPaused(int device) throws QmpException {
        return property(device, "paused").asBoolean();
    }

    public List<QmpEvent> events() {
        return List.copyOf(events);
    }

    /** The guest presses the button of the slot: a device that is being unplugged goes. */
    public void powerSlotOff(int device) {
        int port = FIRST_SLOT + device;
        int capability = (int) wires.config(0, port, 0x34, 'b');
        while (wires.config(0, port, capability, 'b') != 0x10) {
            capability = (int) wires.config(0, port, capability + 1, 'b');
        }
        wires.config(0, port, capability + 0x18, 'w', 0x0700);
    }

    /** What the host sees of it. */
    public ProcessView process() {
        return new ProcessView(process.pid());
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Its exit status after QMP's quit. */
    public int quit() throws QmpException, InterruptedException {
        try {
            qmp("quit", Map.of());
        } catch (QmpException e) {
            if (e.kind() == QmpException.Kind.ERROR) {
                throw e;
            } // else it went before it had answered
        }
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException("QEMU does not end");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(30, TimeUnit.SECONDS);
            qmp.close();
            wires.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
